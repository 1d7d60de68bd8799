using Cutline.Torch;

namespace Cutline.Web.Tests;

/// <summary>Counts the process's live tensors, so it runs while no other test does.</summary>
[Collection("alone")]
public sealed class MemoryTests
{
    [Fact]
    public async Task Live_tensors_are_as_many_after_many_requests_as_after_one()
    {
        await using var service = await RunningService.StartAsync();
        await (await service.CutAsync(DrawnCar.Jpeg)).WellAsync();
        var live = Tensor.LiveCount;
        for (var i = 0; i < 12; i++)
        {
            byte[] photo = i % 3 == 2 ? DrawnCar.Nothing : DrawnCar.Encoded(i);
            using var answer = await service.CutAsync(photo);
            Assert.Equal(i % 3 == 2 ? 422 : 200, (int)answer.StatusCode);
        }

        Assert.Equal(live, Tensor.LiveCount);
    }
}

[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;
