using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Tests.Metrics;

public sealed class BoundaryF1Tests
{
    /// <summary>Left half against right half of 40×30, the diagonal 50: 0.02 of it is one pixel.</summary>
    [Theory]
    [InlineData(20, 0, 1.0)]
    [InlineData(21, 0.02, 1.0)]
    [InlineData(22, 0.02, 0.0)]
    [InlineData(22, 0.021, 1.0)] // 1.05 pixels are rounded up to 2
    [InlineData(21, 0, 0.0)]
    public void A_straight_edge_is_met_within_the_tolerance(int edge, double tolerance, double expected)
    {
        var scores = BoundaryF1.Of(Halves(edge), Halves(20), 40, 30, 2, tolerance);
        Assert.All(scores, s => Assert.Equal(expected, s.F1, 12));
        Assert.All(scores, s => Assert.Equal((30, 30), (s.True, s.Predicted)));
    }

    /// <summary>
    /// A square of 5×5 has 16 outline pixels; the prediction is the square and a bar of 3 pixels far from it.
    /// Precision 16 of 19, recall 1: F1 = 32/35.
    /// </summary>
    [Fact]
    public void Hand_worked()
    {
        var (truth, predicted) = (new byte[40 * 30], new byte[40 * 30]);
        for (var y = 10; y < 15; y++) truth.AsSpan(y * 40 + 10, 5).Fill(255);
        truth.CopyTo(predicted, 0);
        predicted.AsSpan(25 * 40 + 30, 3).Fill(1);

        var score = BoundaryF1.OfMask(predicted, truth, 40, 30);

        Assert.Equal(new BoundaryF1(19, 16, 16, 16), score);
        Assert.Equal(32 / 35.0, score.F1, 12);
    }

    [Fact]
    public void Void_and_the_border_make_no_outline()
    {
        var truth = Halves(20);
        for (var y = 0; y < 30; y++) truth.AsSpan(y * 40 + 19, 2).Fill(255);
        var predicted = Halves(20);
        Assert.All(BoundaryF1.Of(predicted, truth, 40, 30, 2), s => Assert.True(s.IsAbsent));
        Assert.All(BoundaryF1.Of(new byte[12], new byte[12], 4, 3, 2), s => Assert.True(s.IsAbsent));
    }

    [Fact]
    public void Nothing_against_something_is_nought_and_nothing_against_nothing_is_left_out()
    {
        var score = BoundaryF1.OfMask(new byte[1200], Halves(20), 40, 30);
        Assert.Equal((0.0, 0.0, 0.0), (score.Precision, score.Recall, score.F1));
        Assert.Equal(1, default(BoundaryF1).F1);

        var one = BoundaryF1.Of(Halves(20), Halves(20), 40, 30, 3);
        var other = BoundaryF1.Of(Halves(30), Halves(20), 40, 30, 3);
        var summary = BoundarySummary.Of([one, other, BoundaryF1.Of(new byte[1200], new byte[1200], 40, 30, 3)]);
        Assert.Equal(0.5, summary.F1, 12);
        Assert.Equal([0.5, 0.5, null], summary.Classes);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 500)]
    [InlineData(700, 2)]
    public void Any_size_can_be_scored(int width, int height)
    {
        var map = Enumerable.Range(0, width * height).Select(i => (byte)(i % 3)).ToArray();
        Assert.All(BoundaryF1.Of(map, map, width, height, 3), s => Assert.Equal(1, s.F1));
    }

    [Fact]
    public void What_cannot_be_scored_is_said()
    {
        Assert.Contains("not 3×3", Assert.Throws<ArgumentException>(() => BoundaryF1.Of(new byte[8], new byte[9], 3, 3, 2)).Message);
        Assert.Contains(
            "use a fraction of the diagonal from 0 to 0.1",
            Assert.Throws<ArgumentException>(() => BoundaryF1.Of(new byte[9], new byte[9], 3, 3, 2, 5)).Message);
        Assert.Contains(
            "use a fraction", Assert.Throws<ArgumentException>(() => BoundaryF1.Of(new byte[9], new byte[9], 3, 3, 2, double.NaN)).Message);
        Assert.Contains(
            "class index 4 is beyond the 2 classes", Assert.Throws<ArgumentException>(() => BoundaryF1.Of([4], [0], 1, 1, 2)).Message);
        Assert.Contains("no images", Assert.Throws<ArgumentException>(() => BoundarySummary.Of([])).Message);
        Assert.Contains("no outlines", Assert.Throws<ArgumentException>(() => BoundarySummary.Of([new BoundaryF1[2]])).Message);
    }

    private static byte[] Halves(int edge) => [.. Enumerable.Range(0, 40 * 30).Select(i => (byte)(i % 40 < edge ? 0 : 1))];
}
