using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Web.Cutting;

namespace Cutline.Web.Tests.Cutting;

/// <summary>Whatever a client sends is read by the service's decoder, and by nothing else.</summary>
public sealed class DecodingTests
{
    [Fact]
    public async Task Every_picture_of_a_request_is_read_by_the_decoder()
    {
        using var decoder = new NotingDecoder();
        var options = new PredictorOptions { Onnx = new OnnxOptions { Threads = 1 } };
        using var predictor = Predictor.Load(RepositoryPaths.Find("models/car.onnx"), options);
        using var cutter = new PhotoCutter(predictor, PhotoLimits.Default, decoder: decoder);
        await using var service = await RunningService.StartAsync(cutter: cutter, decoder: decoder);
        using var grey = Photo.FromPixels([128], 1, 1, PixelFormat.Grey);
        var png = grey.Encode(new(PhotoFormat.Png));
        var form = RunningService.Form(await File.ReadAllBytesAsync(RepositoryPaths.Find("samples/car.jpg")), "backdrop", png);
        form.Add(new ByteArrayContent(png), "retouch", "retouch.png");

        using var answer = await service.Client.PostAsync("/api/cutouts?size=100", form);
        await answer.WellAsync();

        Assert.Equal(
            ["indices the retouch", "load the backdrop", "load the photo", "probe the backdrop", "probe the photo", "probe the retouch",
                "probe the retouch"],
            decoder.Read.Order(StringComparer.Ordinal));

        decoder.Error = "the photo cannot be read: its decoder stopped; save it again";
        using var refused = await service.Client.PostAsync(
            "/api/cutouts", RunningService.Form([await File.ReadAllBytesAsync(RepositoryPaths.Find("samples/car.jpg"))]));
        await refused.RefusedAsync(422, "undecodable", "its decoder stopped");
    }

    [Fact]
    public async Task The_photos_of_a_job_are_read_by_the_decoder()
    {
        using var decoder = new NotingDecoder();
        await using var service = await RunningService.StartAsync(decoder: decoder);
        using var form = RunningService.Form([DrawnCar.Jpeg]);
        using var accepted = await service.Client.PostAsync("/api/jobs", form);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        for (var i = 0; !decoder.Read.Contains("probe the photo"); i++)
        {
            Assert.True(i < 3000, "the photo of the job was not read");
            await Task.Delay(10);
        }
    }
}
