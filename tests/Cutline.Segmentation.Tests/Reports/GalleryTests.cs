using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Reports;

namespace Cutline.Segmentation.Tests.Reports;

public sealed class GalleryTests
{
    [Fact]
    public void Evenly_takes_all_of_few_and_spreads_over_many()
    {
        Assert.Equal([4, 9], EvenSample.Of([4, 9], 6));
        Assert.Equal([0, 25, 50, 75], EvenSample.Of([.. Enumerable.Range(0, 100)], 4));
        Assert.Empty(EvenSample.Of([], 4));
    }

    /// <summary>Dice 2·8/(16+2) = 0.889, 0.5 and 1; natively the last is the worst.</summary>
    [Fact]
    public void The_worst_come_first_by_native_score_where_there_is_one()
    {
        ImageScore good = new(9, 0, 0, 1), fair = new(8, 1, 1, 0), poor = new(1, 1, 1, 7);
        EvaluationResult Of(ImageScore? a, ImageScore? b, ImageScore? c) =>
            new(
                "m", "d", "test", 0.1,
                [new("a", fair, default, a, null), new("b", poor, default, b, null), new("c", good, default, c, null)], TimeSpan.Zero);
        Assert.Equal(["b", "a"], Gallery.Worst(Of(null, null, null), 2));
        Assert.Equal(["c", "b", "a"], Gallery.Worst(Of(good, fair, poor), 9));
    }
}
