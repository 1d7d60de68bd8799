using Cutline.Segmentation.Datasets;
using Cutline.Training.Runs;

namespace Cutline.Training.Tests.Runs;

[Collection("live tensors")]
public sealed class BatchSizeFinderTests
{
    private const long Gb = 1_000_000_000;

    private readonly List<BatchSizeTrial> told = [];

    /// <summary>8 is within 5 % of the fastest, which is 16; 32 is no faster either, so that 64 is not tried.</summary>
    [Fact]
    public void The_smallest_of_the_fastest_is_chosen_and_larger_ones_without_gain_are_not_tried()
    {
        var speeds = new Dictionary<int, double> { [2] = 10, [4] = 18, [8] = 30, [16] = 31, [32] = 28 };

        Assert.Equal(8, Search(batch => new(batch, speeds[batch], Gb)));

        Assert.Equal([2, 4, 8, 16, 32], told.Select(t => t.Batch));
    }

    /// <summary>0.8 GB and 0.2 for each photo: 16 would need 4 of the 3 GB that may be used, and is not tried.</summary>
    [Fact]
    public void What_would_not_fit_into_three_quarters_of_memory_is_not_tried()
    {
        var tried = new List<int>();
        Assert.Equal(8, Search(batch =>
        {
            tried.Add(batch);
            return new(batch, 10 * batch, (long)((0.8 + 0.2 * batch) * Gb));
        }));

        Assert.Equal([2, 4, 8], tried);
        Assert.Equal((16, 4 * Gb, "needs 4.0 GB of the 3.0 that may be used"), (told[^1].Batch, told[^1].Memory, told[^1].Reason));
    }

    /// <summary>On a GPU the memory is not known: 8 fits into three quarters if 11 runs.</summary>
    [Theory]
    [InlineData(11, 8)]
    [InlineData(10, 4)]
    [InlineData(2, 0)]
    public void On_a_GPU_a_third_more_has_to_run(int largest, int expected)
    {
        BatchSizeTrial Attempt(int batch) => batch <= largest ? new(batch, 10 * batch, null) : new(batch, 0, null, "is out of memory");

        if (expected > 0) Assert.Equal(expected, Search(Attempt));
        else Assert.Contains("is out of memory", Assert.Throws<TrainingException>(() => Search(Attempt)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_real_steps_no_size_is_above_the_number_of_training_photos()
    {
        using var discs = new DrawnDiscs();
        var options = SmallRun.Options(discs);
        var batch = new BatchSizeFinder().Run(
            size =>
            {
                var trainer = Trainer.FromOptions(options with { Batch = size });
                trainer.Validation = ValidationDepth.Names;
                return trainer;
            },
            new Told<BatchSizeTrial>(told.Add));

        Assert.Contains(batch, (int[])[2, 4, 8, 16]);
        Assert.All(told.Where(t => t.Reason is null), t => Assert.True(t.ImagesPerSecond > 0 && t.Memory > 10_000_000));
        Assert.DoesNotContain(told, t => t.Batch > 16 && t.Reason is null);
        Assert.Contains("Batch", Assert.Throws<TrainingException>(() => new BatchSizeFinder { Memory = Gb / 1000 }.Run(
            size => Trainer.FromOptions(options with { Batch = size }))).Message, StringComparison.Ordinal);
    }

    private int Search(Func<int, BatchSizeTrial> attempt) =>
        new BatchSizeFinder { Memory = 4 * Gb }.Search(attempt, new Told<BatchSizeTrial>(told.Add));
}
