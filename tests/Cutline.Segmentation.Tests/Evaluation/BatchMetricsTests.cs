using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Tests.Evaluation;

public sealed class BatchMetricsTests
{
    /// <summary>Dice of 2/3 and of 1; their mean, not that of all pixels.</summary>
    [Fact]
    public void A_foregrounds_scores_are_means_per_image()
    {
        var metrics = new BatchMetrics(1);
        metrics.AddBatch([1, 0, 0, 0, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0, 0, 0], 2, 2, 2);

        Assert.Equal((2, (2.0 / 3 + 1) / 2, (0.5 + 1) / 2), (metrics.Count, metrics.Dice, metrics.Iou));
        Assert.Empty(metrics.Boundaries);
        Assert.Empty(metrics.Matrices);
        Assert.Equal([2.0 / 3, 1], BatchMetrics.DiceOfEach([1, 0, 0, 0, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0, 0, 0], 2, 1));
    }

    /// <summary>Pooled: class 0 met in 2 of 3 pixels, class 1 in 2 of 3; void is not counted.</summary>
    [Fact]
    public void Scores_of_several_classes_pool_all_pixels()
    {
        var metrics = new BatchMetrics(3, boundaries: true);
        metrics.Add([0, 0, 1, 1], [0, 0, 0, 1], 2, 2);
        metrics.Add([1, 2], [1, 255], 2, 1);

        Assert.Equal((2.0 / 3 + 2.0 / 3) / 2, metrics.Iou, 1e-12);
        Assert.Equal(2, metrics.Matrices.Count);
        Assert.Equal(3, metrics.Boundaries[0].Length);
        Assert.Equal(
            [0.8 * 0.5 + 2.0 / 3 * 0.5, 1], BatchMetrics.DiceOfEach([0, 0, 1, 1, 0, 1, 2, 0], [0, 0, 0, 1, 255, 255, 255, 255], 2, 3),
            (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Losses_are_summed_over_what_they_are_of()
    {
        var metrics = new BatchMetrics(1);
        Assert.Equal(double.NaN, metrics.Loss);
        metrics.AddLoss(6, 2);
        metrics.AddLoss(1, 5);
        Assert.Equal(1, metrics.Loss);
    }

    [Fact]
    public void A_metric_of_ones_own_sees_each_image_and_is_reset_first()
    {
        var own = new Covered();
        own.Add([1], [1], 1, 1);
        var metrics = new BatchMetrics(1, metrics: [own]);
        metrics.AddBatch([1, 0, 1, 1], [0, 0, 0, 0], 2, 2, 1);

        Assert.Equal(0.75, metrics.Further["covered"]);
        Assert.Contains(
            "two metrics are called 'covered'",
            Assert.Throws<ArgumentException>(() => new BatchMetrics(1, metrics: [own, new Covered()])).Message);
        Assert.Throws<ArgumentException>(() => metrics.AddBatch(new byte[3], new byte[3], 2, 2, 1));
    }
}

/// <summary>The share of pixels that are predicted as foreground.</summary>
internal sealed class Covered : Metric
{
    private long covered, pixels;

    public override string Name => "covered";

    public override double Value => (double)covered / pixels;

    public override void Add(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth, int width, int height) =>
        (covered, pixels) = (covered + predicted.Count((byte)1), pixels + predicted.Length);

    public override void Reset() => (covered, pixels) = (0, 0);
}
