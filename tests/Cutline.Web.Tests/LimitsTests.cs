using Cutline.Imaging;

namespace Cutline.Web.Tests;

public sealed class LimitsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_photo_of_too_many_bytes_is_refused_whether_its_length_is_told_or_not(bool told)
    {
        await using var service = await RunningService.StartAsync(new() { Limits = new PhotoLimits { MaxBytes = 4096 } });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cutouts") { Content = new ByteArrayContent(new byte[10_000]) };
        request.Headers.TransferEncodingChunked = !told;
        using var answer = await service.Client.SendAsync(request);
        await answer.RefusedAsync(413, "too-large", "the photo has more than 4096 bytes");
    }

    [Fact]
    public async Task A_photo_of_too_many_pixels_is_refused_before_it_is_decoded()
    {
        await using var service = await RunningService.StartAsync(
            new() { Limits = new PhotoLimits { MaxPixels = DrawnCar.Width * DrawnCar.Height - 1 } });
        using var answer = await service.CutAsync(DrawnCar.Jpeg);
        await answer.RefusedAsync(413, "too-large", $"the photo has {DrawnCar.Width}×{DrawnCar.Height} pixels");
    }

    [Fact]
    public async Task An_upload_that_does_not_end_is_given_up()
    {
        await using var service = await RunningService.StartAsync(new() { UploadTime = TimeSpan.FromSeconds(0.3) });
        using var client = new RawClient(service.Service.Address);
        await client.SendAsync("POST /api/cutouts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nabc");
        Assert.StartsWith("HTTP/1.1 408", await client.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_client_sends_no_more_than_its_share()
    {
        await using var service = await RunningService.StartAsync(new() { RateLimit = 3 });
        for (var i = 0; i < 3; i++) await (await service.Client.GetAsync("/api/nothing")).RefusedAsync(404, "not-found");
        using var answer = await service.Client.GetAsync("/api/nothing");
        await answer.RefusedAsync(429, "rate-limit");
        Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.True((await service.Client.GetAsync("/health/live")).IsSuccessStatusCode);
    }
}
