using System.Globalization;
using Cutline.Imaging;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Reports.Drawing;
using Cutline.Segmentation.Runs;
using SkiaSharp;

namespace Cutline.Segmentation.Reports;

/// <summary>The learning curves of a run by epoch: loss on the left, Dice and IoU on the right.</summary>
public static class Curves
{
    /// <summary>The picture's size in pixels.</summary>
    public const int Width = 1480, Height = 560;

    /// <summary>Draws the curves; RGB. Values that are not finite leave gaps; without epochs the picture says so.</summary>
    /// <param name="rows">The finished epochs.</param>
    /// <param name="scores">What validation Dice and IoU are means of.</param>
    public static Photo Render(IReadOnlyList<EpochMetrics> rows, string scores = ScoreSummary.PerImage)
    {
        const int half = Width / 2;
        using var canvas = new Canvas(Width, Height);
        if (rows.Count == 0)
        {
            canvas.Text("No epoch is finished yet.", half, Height / 2, new TextStyle(20, Palette.Muted, Align: SKTextAlign.Center));
            return canvas.ToPhoto();
        }

        LossChart(rows).Draw(canvas, 4, 8, half - 8, Height - 12);
        ScoreChart(rows, scores).Draw(canvas, half + 4, 8, half - 8, Height - 12);
        return canvas.ToPhoto();
    }

    internal static CurveChart LossChart(IReadOnlyList<EpochMetrics> rows)
    {
        Curve[] lines =
        [
            Line("training", Palette.Blue, rows, r => r.TrainLoss, dashed: true),
            Line("validation", Palette.Vermilion, rows, r => r.ValLoss),
        ];
        var values = lines.SelectMany(l => l.Finite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (values.Min(), values.Max());
        var logarithmic = low > 0 && high / low > 6;
        var scale = logarithmic ? ValueScale.Logarithmic(low, high) : ValueScale.Linear(low > 0 && low < high / 2 ? 0 : low, high);
        return new("Loss" + (logarithmic ? ", logarithmic" : ""), "epoch", scale, Known(lines));
    }

    internal static CurveChart ScoreChart(IReadOnlyList<EpochMetrics> rows, string scores)
    {
        Curve[] lines =
        [
            Line("training Dice", Palette.Blue, rows, r => r.TrainDice ?? double.NaN, dashed: true),
            Line("validation Dice", Palette.Vermilion, rows, r => r.ValDice),
            Line("validation IoU", Palette.Green, rows, r => r.ValIou),
        ];
        var values = lines.SelectMany(l => l.Finite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (Math.Max(0, values.Min()), Math.Min(0.99999, values.Max()));
        var stretched = high > 0.9 && low < high;
        var scale = stretched ? ValueScale.Score(low, high) : ValueScale.Linear(values.Min(), values.Max());
        return new($"Dice and IoU, {scores}", stretched ? "epoch (scores stretched towards 1)" : "epoch", scale, Known(lines), Best(rows));
    }

    private static (double X, double Y, string Text)? Best(IReadOnlyList<EpochMetrics> rows)
    {
        var best = rows.Where(r => double.IsFinite(r.ValDice)).MaxBy(r => r.ValDice);
        if (best is null) return null;
        var figure = best.ValDice.ToString(Math.Abs(best.ValDice) < 1e4 ? "F4" : "0.###e0", CultureInfo.InvariantCulture);
        return (best.Epoch, best.ValDice, string.Create(CultureInfo.InvariantCulture, $"best {figure}, epoch {best.Epoch}"));
    }

    private static Curve Line(
        string name, SKColor colour, IReadOnlyList<EpochMetrics> rows, Func<EpochMetrics, double> value, bool dashed = false) =>
        new(name, colour, [.. rows.Select(r => ((double)r.Epoch, value(r)))], dashed);

    /// <summary>The lines that have any point.</summary>
    private static Curve[] Known(Curve[] lines) => [.. lines.Where(l => l.Finite.Any())];
}
