using Cutline.Imaging;
using Cutline.Web.Configuration;

namespace Cutline.Web.Tests.Endpoints;

/// <summary>The cut options that are files: a backdrop, a retouch.</summary>
public sealed class FileOptionTests(SharedService shared) : IClassFixture<SharedService>
{
    private readonly RunningService service = shared.Service;

    [Fact]
    public async Task A_backdrop_lies_behind_the_car_and_needs_no_background()
    {
        using var answer = await service.Client.PostAsync(
            "/api/cutouts?format=jpeg&aspect=1:1", RunningService.Form(DrawnCar.Jpeg, "backdrop", Flat(30, 200, 90), ("fit", "contain")));
        using var cut = Photo.Load(await answer.WellAsync());
        Assert.Equal(cut.Width, cut.Height);
        Assert.InRange(cut.Pixels[1], 190, 210);
        Assert.InRange(cut.Pixels[0], 20, 40);
    }

    [Fact]
    public async Task A_retouch_erases_a_part_of_the_car()
    {
        var part = Grey(8, 1, i => i < 3 ? (byte)0 : (byte)128);
        using var answer = await service.Client.PostAsync("/api/cutouts", RunningService.Form(DrawnCar.Jpeg, "retouch", part));
        using var cut = Photo.Load(await answer.WellAsync(), new PhotoLoad { Format = PixelFormat.Rgba });
        for (var y = 0; y < cut.Height; y++) Assert.Equal(0, cut.Pixels[(y * cut.Width + cut.Width / 5) * 4 + 3]);
        Assert.Contains((byte)255, cut.Pixels.ToArray().Where((_, i) => i % 4 == 3));

        using var nothing = await service.Client.PostAsync(
            "/api/cutouts", RunningService.Form(DrawnCar.Jpeg, "retouch", Grey(1, 1, _ => 0)));
        await nothing.RefusedAsync(422, "no-car", "the retouch erases all of the car");
    }

    [Fact]
    public async Task A_straightened_car_is_told_in_the_turned_plane()
    {
        using var answer = await service.CutAsync(DrawnCar.Jpeg, "?straighten=-20&size=100");
        var part = answer.Headers.GetValues("Cutline-Part").Single().Split(',').Select(int.Parse).ToArray();
        Assert.True(
            part[0] <= 0 && part[1] <= 0 && part[0] + part[2] >= DrawnCar.Width && part[1] + part[3] >= DrawnCar.Height,
            string.Join(',', part));
        var info = Photo.Probe(await answer.WellAsync());
        Assert.Equal(100, Math.Max(info.Width, info.Height));
    }

    [Theory]
    [InlineData("backdrop")]
    [InlineData("retouch")]
    public async Task What_is_no_picture_or_comes_twice_or_is_too_large_is_refused(string name)
    {
        await (await service.Client.PostAsync("/api/cutouts", RunningService.Form(DrawnCar.Jpeg, name, "<svg/>"u8.ToArray())))
            .RefusedAsync(415, "no-photo", $"the content of the {name} is not a JPEG");
        await (await service.Client.PostAsync("/api/cutouts", RunningService.Form(DrawnCar.Jpeg, name, [])))
            .RefusedAsync(415, "no-photo", name);
        byte[] header = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0];
        await (await service.Client.PostAsync("/api/cutouts", RunningService.Form(DrawnCar.Jpeg, name, header)))
            .RefusedAsync(422, "undecodable", $"the {name} cannot be read");
        await (await service.Client.PostAsync("/api/cutouts", RunningService.Form(DrawnCar.Jpeg, name, new byte[(16 << 20) + 1])))
            .RefusedAsync(413, "too-large", $"the {name} has more than");
        var twice = RunningService.Form(DrawnCar.Jpeg, name, Flat(1, 2, 3));
        twice.Add(new ByteArrayContent(Flat(1, 2, 3)), name, "again");
        await (await service.Client.PostAsync("/api/cutouts", twice)).RefusedAsync(400, "bad-request", $"there is more than one {name}");
    }

    [Fact]
    public async Task A_picture_of_too_many_pixels_is_refused_before_it_is_decoded()
    {
        await using var small = await RunningService.StartAsync(
            new() { Limits = new PhotoLimits { MaxPixels = DrawnCar.Width * DrawnCar.Height } }, new StoppedCutter());
        using var answer = await small.Client.PostAsync(
            "/api/cutouts", RunningService.Form(DrawnCar.Jpeg, "backdrop", Grey(400, 400, _ => 1)));
        await answer.RefusedAsync(413, "too-large", "the backdrop has 400×400 pixels");
    }

    [Fact]
    public async Task What_does_not_go_together_is_refused()
    {
        var backdrop = RunningService.Form(DrawnCar.Jpeg, "backdrop", Flat(1, 2, 3));
        await (await service.Client.PostAsync("/api/cutouts?background=white", backdrop))
            .RefusedAsync(400, "bad-option", "give one of them");
        using var photo = Photo.FromPixels(new byte[27], 3, 3, PixelFormat.Rgb);
        var jpeg = photo.Encode(new PhotoEncoding(PhotoFormat.Jpeg));
        await (await service.Client.PostAsync("/api/cutouts", RunningService.Form(DrawnCar.Jpeg, "retouch", jpeg)))
            .RefusedAsync(415, "no-photo", "save it as a grey PNG");
        await (await service.Client.PostAsync("/api/cutouts?colour=red", RunningService.Form(DrawnCar.Jpeg, "backdrop", Flat(1, 2, 3))))
            .RefusedAsync(400, "bad-option", "'colour' is not an option here");
    }

    [Fact]
    public async Task A_jobs_photos_stand_before_one_backdrop_and_a_retouch_is_of_one()
    {
        var form = RunningService.Form([DrawnCar.Jpeg, DrawnCar.Encoded(2)], ("format", "jpeg"));
        form.Add(new ByteArrayContent(Flat(30, 200, 90)), "backdrop", "b");
        using var created = await service.Client.PostAsync("/api/jobs", form);
        Assert.Equal(HttpStatusCode.Accepted, created.StatusCode);
        var at = created.Headers.Location!.ToString();
        await (await service.Client.GetAsync($"{at}/events")).WellAsync();
        using var second = Photo.Load(await (await service.Client.GetAsync($"{at}/cutouts/2")).WellAsync());
        Assert.InRange(second.Pixels[1], 190, 210);

        var two = RunningService.Form([DrawnCar.Jpeg, DrawnCar.Jpeg]);
        two.Add(new ByteArrayContent(Grey(1, 1, _ => 128)), "retouch", "r");
        await (await service.Client.PostAsync("/api/jobs", two))
            .RefusedAsync(400, "bad-request", "this value of retouch applies to one photo: send that photo alone");
        var corners = RunningService.Form([DrawnCar.Jpeg, DrawnCar.Jpeg], ("plate", "10,10,50,10,50,20,10,20"));
        await (await service.Client.PostAsync("/api/jobs", corners))
            .RefusedAsync(400, "bad-request", "this value of plate applies to one photo");
    }

    [Fact]
    public async Task A_job_that_another_process_began_has_its_backdrop_still()
    {
        var store = Directory.CreateTempSubdirectory("cutline-store-");
        var options = new ServeOptions { Store = store.FullName, Workers = 1 };
        var stopped = new StoppedCutter();
        var first = await RunningService.StartAsync(options, stopped);
        var form = RunningService.Form([DrawnCar.Jpeg, DrawnCar.Encoded(2)], ("format", "jpeg"));
        form.Add(new ByteArrayContent(Flat(30, 200, 90)), "backdrop", "b");
        using var created = await first.Client.PostAsync("/api/jobs", form);
        var at = created.Headers.Location!.ToString();
        await stopped.BegunAsync(1);
        first.Service.BeginStopping();
        stopped.Let(1);
        await first.DisposeAsync();

        await using (var next = await RunningService.StartAsync(options))
        {
            await (await next.Client.GetAsync($"{at}/events")).WellAsync();
            using var second = Photo.Load(await (await next.Client.GetAsync($"{at}/cutouts/2")).WellAsync());
            Assert.InRange(second.Pixels[1], 190, 210);
        }

        store.Delete(recursive: true);
    }

    private static byte[] Flat(byte r, byte g, byte b)
    {
        using var photo = Photo.FromPixels([.. Enumerable.Repeat((byte[])[r, g, b], 12).SelectMany(p => p)], 4, 3, PixelFormat.Rgb);
        return photo.Encode(new PhotoEncoding(PhotoFormat.Png));
    }

    private static byte[] Grey(int width, int height, Func<int, byte> value)
    {
        using var photo = Photo.FromPixels([.. Enumerable.Range(0, width * height).Select(value)], width, height, PixelFormat.Grey);
        return photo.Encode(new PhotoEncoding(PhotoFormat.Png));
    }
}
