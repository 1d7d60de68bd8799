using System.Text.Json.Nodes;
using Cutline.Imaging;

namespace Cutline.Web.Tests.Endpoints;

public sealed class PlateTests(SharedService shared) : IClassFixture<SharedService>
{
    private readonly RunningService service = shared.Service;

    [Fact]
    public async Task Corners_by_hand_are_covered_and_told()
    {
        using var answer = await service.CutAsync(DrawnCar.Jpeg, "?plate=120,120,200,122,200,150,120,148&background=white");
        Assert.Equal("120,120,200,122,200,150,120,148", answer.Headers.GetValues("Cutline-Plate").Single());
        using var covered = Photo.Load(await answer.WellAsync());
        using var left = Photo.Load(await (await service.CutAsync(DrawnCar.Jpeg, "?background=white")).WellAsync());
        Assert.Equal(left.Pixels[..(100 * DrawnCar.Width * 3)].ToArray(), covered.Pixels[..(100 * DrawnCar.Width * 3)].ToArray());
        var (row, columns) = (135 * DrawnCar.Width, Enumerable.Range(130, 60));
        Assert.NotEqual(
            columns.Select(x => left.Pixels[(row + x) * 3]).ToArray(), columns.Select(x => covered.Pixels[(row + x) * 3]).ToArray());
    }

    [Fact]
    public async Task A_car_without_a_plate_has_none()
    {
        var plain = DrawnCar.Jpeg;
        using var answer = await service.CutAsync(plain, "?plate=cover");
        Assert.Equal("none", answer.Headers.GetValues("Cutline-Plate").Single());
        Assert.Contains("no-plate", answer.Headers.GetValues("Cutline-Review").Single(), StringComparison.Ordinal);
        await answer.WellAsync();
        using var found = await service.Client.PostAsync("/api/plates", new ByteArrayContent(plain));
        Assert.Equal("""{"corners":null,"confidence":0}""", System.Text.Encoding.UTF8.GetString(await found.WellAsync()));
        using var unasked = await service.CutAsync(plain);
        Assert.False(unasked.Headers.Contains("Cutline-Plate"));
        var reasons = unasked.Headers.TryGetValues("Cutline-Review", out var told) ? told.Single() : "";
        Assert.DoesNotContain("no-plate", reasons, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plate_is_found_where_it_was_drawn_and_covered_there()
    {
        var (photo, truth) = await WithPlateAsync();
        using var found = await service.Client.PostAsync("/api/plates", RunningService.Form([photo]));
        var answer = JsonNode.Parse(await found.WellAsync())!;
        var corners = answer["corners"]!.AsArray().SelectMany(c => c!.AsArray()).Select(n => (double)n!).ToArray();
        Assert.InRange(corners.Zip(truth, (a, b) => Math.Abs(a - b)).Max(), 0, 3);
        Assert.InRange((double)answer["confidence"]!, 0.3, 1);

        using var cut = await service.CutAsync(photo, "?plate=cover&straighten=2");
        var covered = cut.Headers.GetValues("Cutline-Plate").Single().Split(',');
        Assert.Equal(corners, covered.Select(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task What_is_no_photo_or_asks_for_more_is_refused()
    {
        await (await service.Client.PostAsync("/api/plates", new ByteArrayContent("none"u8.ToArray()))).RefusedAsync(415, "no-photo");
        await (await service.Client.PostAsync("/api/plates", new ByteArrayContent(DrawnCar.Nothing))).RefusedAsync(422, "no-car");
        await (await service.Client.PostAsync("/api/plates?crop=0", new ByteArrayContent(DrawnCar.Jpeg)))
            .RefusedAsync(400, "bad-option", "'crop' is not an option here: send the photo alone");
        await (await service.Client.PostAsync("/api/plates", RunningService.Form([DrawnCar.Jpeg], ("plate", "cover"))))
            .RefusedAsync(400, "bad-option", "'plate' is not an option here");
    }

    [Fact]
    public async Task A_car_that_reaches_the_edge_is_to_be_looked_at()
    {
        using var photo = Photo.Load(DrawnCar.Jpeg);
        using var whole = await service.CutAsync(DrawnCar.Jpeg);
        var subject = whole.Headers.GetValues("Cutline-Subject").Single().Split(',').Select(int.Parse).ToArray();
        using var part = photo.Crop(subject[0] + subject[2] / 3, 0, photo.Width - subject[0] - subject[2] / 3, photo.Height);
        using var answer = await service.CutAsync(part.Encode(new PhotoEncoding(PhotoFormat.Png)));
        Assert.Contains("cut-off", answer.Headers.GetValues("Cutline-Review").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "cut-off", whole.Headers.TryGetValues("Cutline-Review", out var reasons) ? reasons.Single() : "", StringComparison.Ordinal);
    }

    /// <summary>
    /// The drawn car at three times its size, with a white plate low on its side, and the plate's corners.
    /// </summary>
    private async Task<(byte[] Photo, double[] Corners)> WithPlateAsync()
    {
        using var small = Photo.Load(DrawnCar.Jpeg);
        using var photo = small.Resize(3 * DrawnCar.Width, 3 * DrawnCar.Height, Kernel.Cubic);
        using var plain = await service.CutAsync(photo.Encode(new PhotoEncoding(PhotoFormat.Png)));
        var car = plain.Headers.GetValues("Cutline-Subject").Single().Split(',').Select(int.Parse).ToArray();
        var (width, height) = (car[3] * 34 / 100, car[3] * 8 / 100);
        var (left, top) = (car[0] + (car[2] - width) / 2, car[1] + car[3] * 6 / 10);
        var pixels = photo.Pixels.ToArray();
        for (var y = 0; y < height; y++) pixels.AsSpan(((top + y) * photo.Width + left) * 3, width * 3).Fill(240);

        using var plated = Photo.FromPixels(pixels, photo.Width, photo.Height, PixelFormat.Rgb);
        return (plated.Encode(new PhotoEncoding(PhotoFormat.Png)),
            [left, top, left + width, top, left + width, top + height, left, top + height]);
    }
}
