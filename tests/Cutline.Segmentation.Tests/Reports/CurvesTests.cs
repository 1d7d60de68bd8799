using Cutline.Imaging;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Reports;
using Cutline.Segmentation.Runs;
using ScottPlot.Plottables;

namespace Cutline.Segmentation.Tests.Reports;

public sealed class CurvesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(40)]
    [InlineData(20_000)]
    public void Any_number_of_epochs_makes_a_picture(int epochs)
    {
        using var picture = Curves.Render(Rows.Of(epochs));
        Assert.Equal((Curves.Width, Curves.Height, PixelFormat.Rgb), (picture.Width, picture.Height, picture.Format));
        Assert.True(Inked(picture) > (epochs == 0 ? 500 : 5000), $"{Inked(picture)} pixels are drawn");
        Drawn.Show(picture, $"curves-{epochs}.png");
    }

    [Fact]
    public void The_best_epoch_is_named_and_marked() // 1 - 1.1 · (0.4·e⁻⁸ + 0.008)
    {
        var chart = Curves.ScoreChart(Rows.Of(40), ScoreSummary.PerImage);
        Assert.Equal("best 0.9911, epoch 40", chart.Mark!.Value.Text);
        using var plot = chart.Plot();
        var ring = Assert.Single(plot.GetPlottables<Marker>());
        Assert.Equal(40, ring.X);
    }

    [Fact]
    public void One_epoch_is_a_point()
    {
        using var plot = Curves.LossChart(Rows.Of(1)).Plot();
        Assert.All(plot.GetPlottables<Scatter>(), line => Assert.True(line.MarkerSize > 5));
        using var many = Curves.LossChart(Rows.Of(40)).Plot();
        Assert.All(many.GetPlottables<Scatter>(), line => Assert.Equal(0, line.MarkerSize));
    }

    /// <summary>Epochs 3 and 4 of 6 unknown: the line has a gap there.</summary>
    [Fact]
    public void Values_that_are_not_finite_are_gaps()
    {
        static EpochMetrics Unknown(EpochMetrics row) =>
            row with { ValLoss = double.NaN, ValDice = double.PositiveInfinity, TrainDice = null };
        var rows = Rows.Of(6).Select(r => r.Epoch is 3 or 4 ? Unknown(r) : r).ToList();
        using var plot = Curves.LossChart(rows).Plot();
        var lines = plot.GetPlottables<Scatter>().ToDictionary(l => l.LegendText, l => l.Data.GetScatterPoints());
        Assert.Equal([false, false, true, true, false, false], lines["validation"].Select(p => double.IsNaN(p.Y)));
        Assert.DoesNotContain(lines["training"], p => double.IsNaN(p.Y));
        using var scores = Curves.ScoreChart(rows, "").Plot();
        Assert.Equal([2, 2, 0], scores.GetPlottables<Scatter>().Select(l => l.Data.GetScatterPoints().Count(p => double.IsNaN(p.Y))));
    }

    /// <summary>A single epoch between two unknown ones would be a line of no length.</summary>
    [Fact]
    public void A_point_between_gaps_is_marked()
    {
        var rows = Rows.Of(40).Select(r => r.Epoch is 9 or 11 ? r with { ValLoss = double.NaN } : r).ToList();
        using var plot = Curves.LossChart(rows).Plot();
        Assert.Equal(10, Assert.Single(plot.GetPlottables<Marker>()).X);
    }

    [Fact]
    public void A_run_without_any_number_still_draws_its_axes()
    {
        const double none = double.NaN;
        var rows = Rows.Of(3)
            .Select(r => r with { TrainLoss = none, ValLoss = none, TrainDice = null, ValDice = none, ValIou = none }).ToList();
        Assert.Equal("Loss", Curves.LossChart(rows).Title);
        Assert.Null(Curves.ScoreChart(rows, "").Mark);
        using var picture = Curves.Render(rows);
        Assert.True(Inked(picture) > 3000);
    }

    [Fact]
    public void A_loss_over_several_decades_is_logarithmic_and_one_that_is_zero_is_not()
    {
        Assert.Equal("Loss, logarithmic", Curves.LossChart(Rows.Of(40)).Title);
        Assert.Equal("Loss", Curves.LossChart([.. Rows.Of(40).Select(r => r.Epoch == 9 ? r with { TrainLoss = 0 } : r)]).Title);
    }

    /// <summary>From 0.98 to 0.99 is as far as from 0.6 to 0.8.</summary>
    [Fact]
    public void Scores_near_one_are_stretched()
    {
        var chart = Curves.ScoreChart(Rows.Of(40), "mean per image");
        Assert.Contains("stretched", chart.Across);
        Assert.Equal(chart.Scale.Position(0.99) - chart.Scale.Position(0.98), chart.Scale.Position(0.8) - chart.Scale.Position(0.6), 1e-9);
        Assert.DoesNotContain(
            "stretched",
            Curves.ScoreChart([.. Rows.Of(9).Select(r => r with { TrainDice = 0.5, ValDice = 0.4, ValIou = 0.3 })], "").Across);
    }

    [Fact]
    public void Values_that_never_change_and_values_beyond_all_measure_are_drawn()
    {
        foreach (var value in new[] { 0, 1, -3.5, 1e300, double.Epsilon })
        {
            IReadOnlyList<EpochMetrics> rows = [.. Rows.Of(3).Select(
                r => r with { TrainLoss = value, ValLoss = value, TrainDice = value, ValDice = value, ValIou = value })];
            using var picture = Curves.Render(rows);
            Assert.True(Inked(picture) > 3000);
            Assert.InRange(Curves.ScoreChart(rows, "").Mark!.Value.Text.Length, 5, 40);
        }
    }

    /// <summary>Pixels that are neither paper nor panel.</summary>
    private static int Inked(Photo picture)
    {
        var inked = 0;
        for (var i = 0; i < picture.Pixels.Length; i += 3) if (picture.Pixels[i] < 0xE0) inked++;
        return inked;
    }
}
