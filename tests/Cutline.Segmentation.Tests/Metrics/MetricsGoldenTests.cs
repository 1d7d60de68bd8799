using Cutline.Golden;
using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Tests.Metrics;

/// <summary>
/// The figures beside those of a plain numpy script and, precision and recall, of scikit-learn: drawn maps with void pixels and a class
/// that never occurs.
/// </summary>
public sealed class MetricsGoldenTests
{
    private const int Classes = 6, Images = 3;

    private readonly GoldenArrays golden = new("metrics/metrics");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void An_image_has_numpys_figures(int image)
    {
        var matrix = Matrix(image);
        Assert.Equal(
            golden.Read<long>($"{image}.matrix"), Enumerable.Range(0, Classes * Classes).Select(i => matrix[i / Classes, i % Classes]));
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
        var size = golden.Shape($"{image}.truth");
        var scores = BoundaryF1.Of(Map($"{image}.predicted"), Map($"{image}.truth"), size[1], size[0], Classes);
        AssertEqual(golden.Read<double>($"{image}.boundary"), [.. scores.Select(s => s.IsAbsent ? (double?)null : s.F1)]);
    }

    private ConfusionMatrix Matrix(int image) => ConfusionMatrix.Of(Map($"{image}.predicted"), Map($"{image}.truth"), Classes);

    /// <summary>Class indices, which the file holds as 64-bit numbers.</summary>
    private byte[] Map(string key) => Array.ConvertAll(golden.Read<long>(key), index => checked((byte)index));

    private void AssertScores(string key, ClassScores scores)
    {
        Assert.Equal(golden.Read<double>($"{key}.accuracy")[0], scores.PixelAccuracy, 1e-12);
        Assert.Equal(golden.Read<double>($"{key}.mean_iou")[0], scores.MeanIou, 1e-12);
        Assert.Equal(golden.Read<double>($"{key}.weighted_iou")[0], scores.FrequencyWeightedIou, 1e-12);
        AssertEqual(golden.Read<double>($"{key}.iou"), scores.Iou);
        AssertEqual(golden.Read<double>($"{key}.dice"), scores.Dice);
        AssertEqual(golden.Read<double>($"{key}.precision"), scores.Precision);
        AssertEqual(golden.Read<double>($"{key}.recall"), scores.Recall);
        Assert.Equal(golden.Read<double>($"{key}.mean_precision")[0], scores.MeanPrecision, 1e-12);
        Assert.Equal(golden.Read<double>($"{key}.mean_recall")[0], scores.MeanRecall, 1e-12);
    }

    /// <summary>numpy's NaN is a class left out.</summary>
    private static void AssertEqual(double[] expected, IReadOnlyList<double?> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        Assert.Contains(expected, double.IsNaN);
        foreach (var (theirs, ours) in expected.Zip(actual)) Assert.Equal(theirs, ours ?? double.NaN, 1e-12);
    }
}
