using Cutline.Golden;
using Cutline.Segmentation.Metrics;
using Cutline.Torch;

namespace Cutline.Segmentation.Tests.Metrics;

/// <summary>The figures beside those of a plain numpy script: drawn maps with void pixels and a class that never occurs.</summary>
public sealed class MetricsGoldenTests : IDisposable
{
    private const int Classes = 6, Images = 3;

    private readonly TensorScope scope = new();
    private readonly GoldenFile golden = new("metrics/metrics");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void An_image_has_numpys_figures(int image)
    {
        var matrix = Matrix(image);
        Assert.Equal(golden[$"{image}.matrix"].ToArray<long>(), Enumerable.Range(0, Classes * Classes).Select(i => matrix[i / Classes, i % Classes]));
        AssertScores($"{image}", ClassScores.Of(matrix));
    }

    [Fact]
    public void Images_pooled_have_numpys_figures() =>
        AssertScores("pooled", ClassScoreSummary.Of([.. Enumerable.Range(0, Images).Select(Matrix)]).Pooled);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Outlines_have_numpys_F1(int image)
    {
        var (predicted, truth) = (golden[$"{image}.predicted"].To(DType.UInt8), golden[$"{image}.truth"].To(DType.UInt8));
        var scores = BoundaryF1.Of(predicted.Bytes, truth.Bytes, (int)truth.Shape[1], (int)truth.Shape[0], Classes);
        AssertEqual(golden[$"{image}.boundary"].ToArray<double>(), [.. scores.Select(s => s.IsAbsent ? (double?)null : s.F1)]);
    }

    public void Dispose()
    {
        golden.Dispose();
        scope.Dispose();
    }

    private ConfusionMatrix Matrix(int image) => ConfusionMatrix.Of(golden[$"{image}.predicted"].Unsqueeze(0), golden[$"{image}.truth"].Unsqueeze(0), Classes)[0];

    private void AssertScores(string key, ClassScores scores)
    {
        Assert.Equal(golden[$"{key}.accuracy"].Item<double>(), scores.PixelAccuracy, 1e-12);
        Assert.Equal(golden[$"{key}.mean_iou"].Item<double>(), scores.MeanIou, 1e-12);
        Assert.Equal(golden[$"{key}.weighted_iou"].Item<double>(), scores.FrequencyWeightedIou, 1e-12);
        AssertEqual(golden[$"{key}.iou"].ToArray<double>(), scores.Iou);
        AssertEqual(golden[$"{key}.dice"].ToArray<double>(), scores.Dice);
    }

    /// <summary>numpy's NaN is a class left out.</summary>
    private static void AssertEqual(double[] expected, IReadOnlyList<double?> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        Assert.Contains(expected, double.IsNaN);
        foreach (var (theirs, ours) in expected.Zip(actual)) Assert.Equal(theirs, ours ?? double.NaN, 1e-12);
    }
}
