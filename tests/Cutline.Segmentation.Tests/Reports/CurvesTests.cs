using System.Xml.Linq;
using Cutline.Segmentation.Reports;

namespace Cutline.Segmentation.Tests.Reports;

public sealed class CurvesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(40)]
    [InlineData(20_000)]
    public void Any_number_of_epochs_makes_a_drawing_of_bounded_size(int epochs)
    {
        var svg = Curves.Svg(Rows.Of(epochs));
        Assert.InRange(svg.Length, 100, 200_000);
        Assert.DoesNotContain("NaN", svg);
        Assert.DoesNotContain("∞", svg);
        Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
    }

    [Fact]
    public void Without_epochs_it_says_so() => Assert.Contains("No epoch is finished yet", Curves.Svg([]));

    [Fact]
    public void One_epoch_is_a_point() => Assert.True(Texts(Curves.Svg(Rows.Of(1))).Contains("1") && Count(Curves.Svg(Rows.Of(1)), "<circle") >= 5);

    [Fact]
    public void The_best_epoch_is_named() => // 1 - 1.1 · (0.4·e⁻⁸ + 0.008)
        Assert.Contains("best 0.9911, epoch 40", Texts(Curves.Svg(Rows.Of(40))));

    /// <summary>Epochs 3 and 4 of 6 unknown: the line begins twice.</summary>
    [Fact]
    public void Values_that_are_not_finite_are_gaps()
    {
        var rows = Rows.Of(6).Select(r => r.Epoch is 3 or 4 ? r with { ValLoss = double.NaN, ValDice = double.PositiveInfinity, TrainDice = null } : r).ToList();
        var lines = XDocument.Parse(Curves.Svg(rows)).Descendants().Where(e => e.Name.LocalName == "path" && (string?)e.Attribute("stroke-linejoin") == "round").ToList();
        var starts = lines.Select(e => e.Attribute("d")!.Value.Count(c => c == 'M')).ToList();
        Assert.Equal([1, 2, 2, 2, 1], starts);
    }

    [Fact]
    public void A_run_without_any_number_still_draws_its_axes()
    {
        var rows = Rows.Of(3).Select(r => r with { TrainLoss = double.NaN, ValLoss = double.NaN, TrainDice = null, ValDice = double.NaN, ValIou = double.NaN }).ToList();
        var svg = Curves.Svg(rows);
        Assert.DoesNotContain("NaN", svg);
        Assert.Contains("Loss", Texts(svg));
        Assert.DoesNotContain("best", svg);
    }

    [Fact]
    public void A_loss_over_several_decades_is_logarithmic_and_one_that_is_zero_is_not()
    {
        Assert.Contains("Loss, logarithmic", Texts(Curves.Svg(Rows.Of(40))));
        var rows = Rows.Of(40).Select(r => r.Epoch == 9 ? r with { TrainLoss = 0 } : r).ToList();
        Assert.Contains("Loss", Texts(Curves.Svg(rows)));
    }

    [Fact]
    public void Values_that_never_change_and_values_beyond_all_measure_are_drawn()
    {
        foreach (var value in new[] { 0, 1, -3.5, 1e300, double.Epsilon })
        {
            var svg = Curves.Svg([.. Rows.Of(3).Select(r => r with { TrainLoss = value, ValLoss = value, TrainDice = value, ValDice = value, ValIou = value })]);
            Assert.DoesNotContain("NaN", svg);
            Assert.InRange(svg.Length, 100, 50_000);
        }
    }

    private static List<string> Texts(string svg) => [.. XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
