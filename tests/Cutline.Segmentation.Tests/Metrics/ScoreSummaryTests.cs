using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Tests.Metrics;

public sealed class ScoreSummaryTests
{
    [Fact]
    public void Mean_per_image_and_pooled_by_hand()
    {
        // A small car, half found: IoU 1/2, Dice 2/3. A large one, found but for a tenth: IoU 9/10, Dice 18/19.
        var summary = ScoreSummary.Of([new(1, 0, 1, 98), new(90, 0, 10, 0)]);

        Assert.Equal(2, summary.Samples);
        Assert.Equal((0.5 + 0.9) / 2, summary.Iou, 1e-12);
        Assert.Equal((2.0 / 3 + 18.0 / 19) / 2, summary.Dice, 1e-12);
        Assert.Equal(91.0 / 102, summary.PooledIou, 1e-12);
        Assert.Equal(182.0 / 193, summary.PooledDice, 1e-12);
        Assert.Equal(189.0 / 200, summary.PixelAccuracy, 1e-12);
        Assert.Equal((1, 1), (summary.Precision, summary.PooledPrecision)); // nothing is too much
        Assert.Equal((0.5 + 0.9) / 2, summary.Recall, 1e-12);
        Assert.Equal(91.0 / 102, summary.PooledRecall, 1e-12);
    }

    [Fact]
    public void Empty_images_are_perfect_on_average_and_nothing_when_pooled()
    {
        var summary = ScoreSummary.Of([new(0, 0, 0, 100), new(1, 1, 0, 98)]);

        Assert.Equal((1 + 0.5) / 2, summary.Iou, 1e-12);
        Assert.Equal(0.5, summary.PooledIou, 1e-12);
    }

    [Fact]
    public void Only_empty_images_are_perfect() =>
        Assert.Equal(new ScoreSummary(2, 1, 1, 1, 1, 1, 1, 1, 1, 1), ScoreSummary.Of([new(0, 0, 0, 4), new(0, 0, 0, 9)]));

    [Fact]
    public void One_image_has_one_figure()
    {
        var summary = ScoreSummary.Of([new(5, 2, 3, 1)]);

        Assert.Equal(summary.Iou, summary.PooledIou);
        Assert.Equal(summary.Dice, summary.PooledDice);
    }

    [Fact]
    public void Sums_do_not_overflow_a_32_bit_count() =>
        Assert.Equal(1, ScoreSummary.Of([.. Enumerable.Repeat(new ImageScore(100_000_000, 0, 0, 0), 64)]).PooledIou);

    [Fact]
    public void No_images_are_an_error() => Assert.Throws<ArgumentException>(() => ScoreSummary.Of([]));

    [Fact]
    public void The_conventions_name_all_that_is_open()
    {
        foreach (var what in (string[])["0.5", "mean per image", "pooled", "background", "neither foreground nor prediction", "void"])
            Assert.Contains(what, ScoreSummary.Conventions, StringComparison.Ordinal);
    }
}
