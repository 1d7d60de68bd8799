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

    /// <summary>Cars of 16 angles each, as in Carvana: the photos shown are of other cars and other angles, as far as any are.</summary>
    [Theory]
    [InlineData(40, 16, 12, 12, 12)]
    [InlineData(7, 16, 6, 6, 6)]
    [InlineData(3, 16, 8, 3, 7)]
    [InlineData(1, 16, 8, 1, 8)]
    [InlineData(100, 1, 6, 6, 1)]
    [InlineData(2, 2, 8, 2, 2)]
    public void Samples_are_of_different_groups_and_of_different_parts_of_them(int cars, int angles, int count, int ofCars, int ofAngles)
    {
        SampleId[] samples =
            [.. Enumerable.Range(0, cars * angles).Select(i => new SampleId($"{i / angles:D3}_{i % angles:D2}", $"{i / angles:D3}"))];
        int[] even = [.. Enumerable.Range(0, samples.Length)];

        var chosen = EvenSample.Of(even, count, samples);

        Assert.Equal(Math.Min(count, samples.Length), chosen.Count);
        Assert.Equal(chosen.Order(), chosen);
        Assert.Equal(ofCars, chosen.Select(i => samples[i].Group).Distinct().Count());
        Assert.Equal(ofAngles, chosen.Select(i => i % angles).Distinct().Count());
        if (angles == 1) Assert.Equal(EvenSample.Of(even, count), chosen);
    }

    /// <summary>A group with fewer members than its share leaves the rest to others.</summary>
    [Fact]
    public void Small_groups_are_shown_whole()
    {
        SampleId[] samples = [new("a", "1"), .. Enumerable.Range(0, 9).Select(i => new SampleId($"b{i}", "2"))];
        Assert.Equal([0, 2, 4, 6, 8], EvenSample.Of([.. Enumerable.Range(0, 10)], 5, samples));
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
