namespace Cutline.Web.Tests;

/// <summary>Counts what libvips holds in this process, so it runs while no other test does.</summary>
[Collection("alone")]
public sealed class MemoryTests
{
    [Fact]
    public async Task What_libvips_holds_is_as_much_after_many_requests_as_after_one()
    {
        await using var service = await RunningService.StartAsync(cutter: ShippedModel.Instance);
        await (await service.CutAsync(ModelCar.Jpeg)).WellAsync();
        var live = NativePictures.Held();
        for (var i = 0; i < 12; i++)
        {
            byte[] photo = i % 3 == 2 ? DrawnCar.Nothing : ModelCar.Encoded(i);
            using var answer = await service.CutAsync(photo);
            Assert.Equal(i % 3 == 2 ? 422 : 200, (int)answer.StatusCode);
        }

        Assert.Equal(live, NativePictures.Held());
    }

    [Fact]
    public async Task Photos_that_are_cut_at_a_time_are_each_its_own_and_leave_nothing_behind()
    {
        await using var service = await RunningService.StartAsync(new() { Workers = 4 }, ShippedModel.Instance);
        var alone = new List<byte[]>();
        for (var i = 0; i < 6; i++) alone.Add(await (await service.CutAsync(ModelCar.Encoded(i))).WellAsync());
        var live = NativePictures.Held();
        for (var round = 0; round < 3; round++)
        {
            var together = await Task.WhenAll(
                Enumerable.Range(0, 6).Select(async i => await (await service.CutAsync(ModelCar.Encoded(i))).WellAsync()));
            Assert.Equal(alone, together);
        }

        Assert.Equal(live, NativePictures.Held());
    }

    [Fact]
    public async Task Who_leaves_at_any_moment_leaves_nothing_behind()
    {
        await using var service = await RunningService.StartAsync(new() { Workers = 2 }, ShippedModel.Instance);
        await (await service.CutAsync(ModelCar.Jpeg)).WellAsync();
        var live = NativePictures.Held();
        for (var i = 0; i < 12; i++)
        {
            using var leave = new CancellationTokenSource(TimeSpan.FromMilliseconds(4 * i));
            try
            {
                using var answer = await service.CutAsync(ModelCar.Jpeg, cancel: leave.Token);
            }
            catch (OperationCanceledException)
            {
                // Left before the answer.
            }
        }

        await service.TakenAsync(0);
        await (await service.CutAsync(ModelCar.Jpeg)).WellAsync();
        Assert.Equal(live, NativePictures.Held());
    }
}

[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;
