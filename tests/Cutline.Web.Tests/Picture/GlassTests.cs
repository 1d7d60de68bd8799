using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Studio.Mattes;
using Cutline.Web.Cutting;

namespace Cutline.Web.Tests.Picture;

/// <summary>See-through windows, from the page and the API, with a model that gives them and with one that does not.</summary>
[Collection(Pages.Name)]
public sealed class GlassTests(Chromium chromium)
{
    [Fact]
    public async Task A_model_without_windows_refuses_glass_before_the_photo_is_read()
    {
        await using var service = await RunningService.StartAsync();
        using var one = await service.CutAsync("no photo at all"u8.ToArray(), "?glass=0.5");
        await one.RefusedAsync(400, "bad-option", "glass needs a model with an output windows, and this one has none: leave it out");
        using var form = RunningService.Form([DrawnCar.Jpeg], ("glass", "0.5"));
        using var job = await service.Client.PostAsync("/api/jobs", form);
        await job.RefusedAsync(400, "bad-option", "glass needs a model with an output windows");
        using var opaque = await service.CutAsync(DrawnCar.Jpeg, "?glass=0");
        await opaque.WellAsync();
    }

    [Fact]
    public async Task The_middle_of_the_car_lets_the_background_through()
    {
        await using var service = await RunningService.StartAsync(cutter: new WindowCutter());
        using var answer = await service.CutAsync(DrawnCar.Jpeg, "?glass=0.7");
        using var plain = await service.CutAsync(DrawnCar.Jpeg);
        using var cut = Photo.Load(await answer.WellAsync(), new PhotoLoad { Format = PixelFormat.Rgba });
        using var whole = Photo.Load(await plain.WellAsync(), new PhotoLoad { Format = PixelFormat.Rgba });
        var at = 4 * (DrawnCar.Height * 3 / 5 * DrawnCar.Width + DrawnCar.Width / 2);
        Assert.Equal(76, cut.Pixels[at + 3]); // 255 − 0.7 · 255, rounded
        Assert.Equal(255, whole.Pixels[at + 3]);
    }

    [ChromiumFact]
    public async Task The_page_offers_it_where_the_model_gives_windows()
    {
        await using (var without = await RunningService.StartAsync())
        await using (var tab = await chromium.OpenAsync(without.Service.Address))
        {
            await tab.CutAsync("car.jpg");
            Assert.False(await tab.Find(".glass").IsVisibleAsync());
        }

        await using var service = await RunningService.StartAsync(cutter: new WindowCutter());
        await using var page = await chromium.OpenAsync(service.Service.Address);
        await page.CutAsync("car.jpg");
        await page.Find("[name=glass]").FillAsync("70");
        using var cut = await page.DownloadAsync();
        Assert.Equal(76, cut.At(DrawnCar.Width / 2, DrawnCar.Height * 3 / 5)[3]);
        Assert.Empty(page.Complaints);
    }

    /// <summary>Cuts by colour, and takes the middle of every photo, down to its lower edge, for windows.</summary>
    private sealed class WindowCutter : ICutter
    {
        public ModelCard? Model { get; } = new("cars.onnx", new string('a', 64), null, null, "fp32") { Outputs = [Glass.Output] };

        public CutResult Cut(ReadOnlyMemory<byte> photo, CutSettings settings, CancellationToken cancel) =>
            ColourCutter.Cut(photo, settings, new Glass(new float[] { 0, 0, 0, 0, 1, 0, 0, 1, 0 }, 3, 3), cancel);
    }
}
