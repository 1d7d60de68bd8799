namespace Cutline.Web.Tests.Cutting;

public sealed class QueueTests
{
    [Fact]
    public async Task Beyond_the_queue_the_answer_is_to_come_back_later()
    {
        var cutter = new StoppedCutter();
        await using var service = await RunningService.StartAsync(new() { Queue = 2, ClientQueue = 3, Workers = 1 }, cutter);
        var accepted = new[] { service.CutAsync(DrawnCar.Jpeg), service.CutAsync(DrawnCar.Jpeg) };
        await cutter.BegunAsync(1);
        await service.WholeAsync(2);

        using var refused = await service.CutAsync(DrawnCar.Jpeg);
        await refused.RefusedAsync(429, "queue-full");
        Assert.True(refused.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));

        cutter.Let(3);
        foreach (var answer in await Task.WhenAll(accepted)) Assert.Equal([1, 2, 3], await answer.WellAsync());
        await (await service.CutAsync(DrawnCar.Jpeg)).WellAsync();
    }

    [Fact]
    public async Task Who_leaves_while_waiting_gives_the_place_back_and_is_never_begun()
    {
        var cutter = new StoppedCutter();
        await using var service = await RunningService.StartAsync(new() { Queue = 2, ClientQueue = 2, Workers = 1 }, cutter);
        var first = service.CutAsync(DrawnCar.Jpeg);
        await cutter.BegunAsync(1);
        using (var leave = new CancellationTokenSource())
        {
            var second = service.CutAsync(DrawnCar.Jpeg, cancel: leave.Token);
            await service.TakenAsync(2);
            leave.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        }

        await service.TakenAsync(1);
        var third = service.CutAsync(DrawnCar.Jpeg);
        cutter.Let(2);
        await (await first).WellAsync();
        await (await third).WellAsync();
        Assert.Equal(2, cutter.Begun);
    }

    [Fact]
    public async Task Who_leaves_while_the_photo_is_cut_stops_the_work()
    {
        var cutter = new StoppedCutter();
        await using var service = await RunningService.StartAsync(cutter: cutter);
        using var leave = new CancellationTokenSource();
        var left = service.CutAsync(DrawnCar.Jpeg, cancel: leave.Token);
        await cutter.BegunAsync(1);
        leave.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await service.TakenAsync(0);
    }
}
