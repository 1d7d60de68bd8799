using Cutline.Imaging;

namespace Cutline.Web.Tests.Endpoints;

public sealed class CutoutTests(SharedService shared) : IClassFixture<SharedService>
{
    private readonly RunningService service = shared.Service;

    [Fact]
    public async Task A_photo_as_the_body_becomes_a_cut_out_of_its_own_size()
    {
        await using var model = await RunningService.StartAsync(cutter: ShippedModel.Instance);
        using var answer = await model.CutAsync(ModelCar.Jpeg);
        using var cut = Photo.Load(await answer.WellAsync(), new PhotoLoad { Format = PixelFormat.Rgba });

        Assert.Equal("image/png", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment; filename=cutout.png; filename*=UTF-8''cutout.png", answer.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal((ModelCar.Width, ModelCar.Height), (cut.Width, cut.Height));
        Assert.Equal($"0,0,{ModelCar.Width},{ModelCar.Height}", answer.Headers.GetValues("Cutline-Part").Single());
        Assert.Matches(@"^\d+,\d+,\d+,\d+$", answer.Headers.GetValues("Cutline-Subject").Single());
        Assert.InRange(
            double.Parse(answer.Headers.GetValues("Cutline-Confidence").Single(), System.Globalization.CultureInfo.InvariantCulture),
            0.3, 1);
        var alpha = cut.Pixels.ToArray().Where((_, i) => i % 4 == 3).ToArray();
        Assert.Contains((byte)0, alpha);
        Assert.Contains((byte)255, alpha);

        using var nothing = await model.CutAsync(DrawnCar.Nothing);
        await nothing.RefusedAsync(422, "no-car", "nothing was found to cut out");
    }

    [Fact]
    public async Task A_stage_has_the_aspect_that_is_asked_for_and_tells_where_the_car_stands()
    {
        using var answer = await service.CutAsync(DrawnCar.Jpeg, "?background=studio&aspect=1:1&reflection=0.5&format=jpeg");
        var info = Photo.Probe(await answer.WellAsync());
        Assert.Equal(info.Width, info.Height);
        Assert.EndsWith($",{info.Width},{info.Height}", answer.Headers.GetValues("Cutline-Part").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jpeg", "image/jpeg", "white")]
    [InlineData("jpg", "image/jpeg", "#000")]
    [InlineData("webp", "image/webp", "transparent")]
    [InlineData("png", "image/png", "1e90ff")]
    public async Task Options_may_stand_in_the_form_or_in_the_query(string format, string type, string background)
    {
        using var form = RunningService.Form([DrawnCar.Jpeg], ("format", format), ("background", background));
        using var first = await service.Client.PostAsync("/api/cutouts?crop=5%25", form);
        using var second = await service.CutAsync(
            DrawnCar.Jpeg, $"?format={format}&background={Uri.EscapeDataString(background)}&crop=5%25");
        var bytes = await first.WellAsync();

        Assert.Equal(bytes, await second.WellAsync());
        Assert.Equal(type, first.Content.Headers.ContentType?.MediaType);
        var info = Photo.Probe(bytes);
        Assert.True(info.Width < DrawnCar.Width && info.Height < DrawnCar.Height);
        Assert.EndsWith($",{info.Width},{info.Height}", first.Headers.GetValues("Cutline-Part").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?background=plaid", "background 'plaid' is not understood: give transparent, white")]
    [InlineData("?crop=-3%25", "crop: margin '-3%' is not understood: give a percentage")]
    [InlineData("?format=bmp", "format is 'bmp': use png, webp or jpeg")]
    [InlineData("?aspect=4:3", "aspect, shadow and reflection need something behind the car")]
    [InlineData("?background=studio&aspect=wide", "aspect 'wide' is not understood: give width to height such as 4:3")]
    [InlineData("?background=studio&shadow=dark", "shadow is 'dark': use a number from 0 to 1")]
    [InlineData("?background=studio&shadow=7", "shadow is 7: use a number from 0 to 1")]
    [InlineData("?format=jpeg", "format jpeg has no transparency: give a background such as white")]
    [InlineData("?format=webp&quality=0", "quality is 0: use a whole number from 1 to 100")]
    [InlineData("?quality=80", "quality applies to webp and jpeg")]
    [InlineData(
        "?colour=red",
        "'colour' is not an option here: use background, fit, subject, crop, aspect, shadow, reflection, glass, straighten, "
        + "plate, size, format, quality, metadata")]
    [InlineData("?straighten=21", "straighten is 21: use a number from -20 to 20 (degrees)")]
    [InlineData("?straighten=NaN", "straighten is NaN: use a number")]
    [InlineData("?straighten=level", "straighten is 'level': use a number")]
    [InlineData("?size=15", "size is 15: use a whole number from 16 to 20000 (pixels)")]
    [InlineData("?size=-1", "size is -1: use a whole number")]
    [InlineData("?metadata=some", "metadata is 'some': use strip, keep, place, identity or all")]
    [InlineData("?plate=yes", "plate 'yes' is not understood: give cover to detect it")]
    [InlineData("?plate=1,2,3", "corners '1,2,3' are not understood: give eight numbers")]
    [InlineData("?plate=0,0,10,0,10,9,1e300,9", "are not understood: give eight numbers")]
    [InlineData("?plate=0,9,10,9,10,0,0,0", "do not form a convex quadrilateral: give them clockwise from the top left")]
    [InlineData("?fit=stretch", "fit is 'stretch': use cover or contain")]
    [InlineData("?fit=cover", "fit applies to a backdrop: send a picture as the form field 'backdrop'")]
    [InlineData("?crop=0&crop=1%25", "crop is given more than once")]
    public async Task A_wrong_option_is_named_with_the_repair(string query, string detail)
    {
        using var answer = await service.CutAsync(DrawnCar.Jpeg, query);
        await answer.RefusedAsync(400, "bad-option", detail);
    }

    [Fact]
    public async Task An_option_in_query_and_form_is_one_too_many()
    {
        using var form = RunningService.Form([DrawnCar.Jpeg], ("format", "png"));
        using var answer = await service.Client.PostAsync("/api/cutouts?format=webp", form);
        await answer.RefusedAsync(400, "bad-option", "format is given more than once");
    }

    [Fact]
    public async Task Forms_that_are_not_as_they_should_be_are_refused()
    {
        using var two = await service.Client.PostAsync("/api/cutouts", RunningService.Form([DrawnCar.Jpeg, DrawnCar.Jpeg]));
        await two.RefusedAsync(400, "bad-request", "send one, or several to /api/jobs");
        using var none = await service.Client.PostAsync("/api/cutouts", RunningService.Form([], ("format", "png")));
        await none.RefusedAsync(415, "no-photo", "send the file as the field 'photo'");
        using var other = await service.Client.PostAsync(
            "/api/cutouts", new MultipartFormDataContent { { new ByteArrayContent(DrawnCar.Jpeg), "picture", "a.jpg" } });
        await other.RefusedAsync(400, "bad-request", "send each photo as 'photo'; other files are 'backdrop', 'retouch'");
        using var broken = new ByteArrayContent("--b\r\nnonsense"u8.ToArray());
        broken.Headers.Add("Content-Type", "multipart/form-data; boundary=b");
        using var malformed = await service.Client.PostAsync("/api/cutouts", broken);
        await malformed.RefusedAsync(400, "bad-request", "malformed");
    }

    [Fact]
    public async Task A_photo_without_a_car_says_so()
    {
        using var answer = await service.CutAsync(DrawnCar.Nothing);
        await answer.RefusedAsync(422, "no-car", "nothing was found to cut out");
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_too()
    {
        using var nowhere = await service.Client.GetAsync("/api/nothing");
        await nowhere.RefusedAsync(404, "not-found");
        using var method = await service.Client.GetAsync("/api/cutouts");
        await method.RefusedAsync(405, "method-not-allowed");
        Assert.Equal(["POST"], method.Content.Headers.Allow);
    }
}
