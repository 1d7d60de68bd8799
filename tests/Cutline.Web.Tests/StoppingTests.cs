namespace Cutline.Web.Tests;

public sealed class StoppingTests
{
    [Fact]
    public async Task What_was_accepted_is_finished_and_nothing_new_is_taken()
    {
        var cutter = new StoppedCutter();
        await using var service = await RunningService.StartAsync(cutter: cutter);
        Assert.True((await service.Client.GetAsync("/health/ready")).IsSuccessStatusCode);
        var accepted = new[] { service.CutAsync(DrawnCar.Jpeg), service.CutAsync(DrawnCar.Jpeg) };
        await cutter.BegunAsync(1);
        await service.TakenAsync(2);

        service.Service.BeginStopping();

        using var refused = await service.CutAsync(DrawnCar.Jpeg);
        await refused.RefusedAsync(503, "stopping", "try again when it is back");
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.Client.GetAsync("/health/ready")).StatusCode);
        Assert.True((await service.Client.GetAsync("/health/live")).IsSuccessStatusCode);
        var stopping = service.Service.StopAsync();
        Assert.False(stopping.IsCompleted);
        cutter.Let(2);
        foreach (var answer in await Task.WhenAll(accepted)) Assert.Equal([1, 2, 3], await answer.WellAsync());
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => service.Client.GetAsync("/health/live"));
    }

    [Fact]
    public async Task A_photo_that_does_not_end_does_not_keep_it_from_stopping()
    {
        var cutter = new StoppedCutter();
        var service = await RunningService.StartAsync(new() { StopTime = TimeSpan.FromSeconds(1) }, cutter);
        var photo = service.CutAsync(DrawnCar.Jpeg);
        await cutter.BegunAsync(1);

        Assert.False(await service.Service.StopAsync().WaitAsync(TimeSpan.FromSeconds(20)));

        cutter.Let(1);
        await Record.ExceptionAsync(() => photo);
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_line()
    {
        var store = Directory.CreateTempSubdirectory("cutline-store-");
        await using var first = await RunningService.StartAsync(cutter: new StoppedCutter());
        var error = await Assert.ThrowsAsync<IOException>(
            () => WebService.StartAsync(new() { Port = first.Service.Address.Port, Store = store.FullName }, new StoppedCutter()));
        Assert.Equal($"port {first.Service.Address.Port} is taken: choose another with --port, or stop what uses it", error.Message);
        store.Delete(recursive: true);
    }

    [Fact]
    public async Task An_address_that_is_not_this_machines_is_one_line()
    {
        var error = await Assert.ThrowsAsync<IOException>(
            () => RunningService.StartAsync(new() { Bind = IPAddress.Parse("203.0.113.1"), Open = true }, new StoppedCutter()));
        Assert.Contains("203.0.113.1 is not an address of this machine", error.Message, StringComparison.Ordinal);
    }
}
