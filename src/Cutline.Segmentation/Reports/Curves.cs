using System.Globalization;
using Cutline.Imaging;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Reports.Charts;
using Cutline.Training.Runs;

namespace Cutline.Segmentation.Reports;

/// <summary>How a run went: loss on the left, Dice and IoU on the right, by epoch.</summary>
public static class Curves
{
    /// <summary>The picture's size.</summary>
    public const int Width = 1480, Height = 560;

    /// <summary>The curves as a picture, RGBA and opaque.</summary>
    /// <param name="scores">What validation Dice and IoU are means of.</param>
    public static Photo Render(IReadOnlyList<EpochMetrics> rows, string scores = ScoreSummary.PerImage) => Photo.FromSvg(Svg(rows, scores));

    /// <summary>The curves as SVG. Values that are not finite leave gaps; without epochs it says so.</summary>
    public static string Svg(IReadOnlyList<EpochMetrics> rows, string scores = ScoreSummary.PerImage)
    {
        const int half = Width / 2;
        var content = rows.Count == 0
            ? SvgText.Line(half, Height / 2, "No epoch is finished yet.", 20, Palette.Muted, "middle")
            : $"""<g transform="translate(6 4)">{LossChart(rows).Draw(half - 12, Height - 8)}</g><g transform="translate({half + 6} 4)">{ScoreChart(rows, scores).Draw(half - 12, Height - 8)}</g>""";
        return $"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{Height}" viewBox="0 0 {Width} {Height}" font-family="{SvgText.Family}"><rect width="{Width}" height="{Height}" fill="{Palette.Paper}"/>{content}</svg>""";
    }

    private static Chart LossChart(IReadOnlyList<EpochMetrics> rows)
    {
        Series[] lines = [Line("training", Palette.Blue, rows, r => r.TrainLoss, dashed: true), Line("validation", Palette.Vermilion, rows, r => r.ValLoss)];
        var values = lines.SelectMany(l => l.Finite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (values.Min(), values.Max());
        var logarithmic = low > 0 && high / low > 6;
        Axis scale = logarithmic ? new LogAxis(low, high) : new LinearAxis(low > 0 && low < high / 2 ? 0 : low, high);
        return new("Loss" + (logarithmic ? ", logarithmic" : ""), "epoch", Epochs(rows), scale, Known(lines));
    }

    private static Chart ScoreChart(IReadOnlyList<EpochMetrics> rows, string scores)
    {
        Series[] lines =
        [
            Line("training Dice", Palette.Blue, rows, r => r.TrainDice ?? double.NaN, dashed: true),
            Line("validation Dice", Palette.Vermilion, rows, r => r.ValDice),
            Line("validation IoU", Palette.Green, rows, r => r.ValIou),
        ];
        var values = lines.SelectMany(l => l.Finite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (Math.Max(0, values.Min()), Math.Min(0.99999, values.Max()));
        var stretched = high > 0.9 && low < high;
        Axis scale = stretched ? new ShareAxis(low, high) : new LinearAxis(low, Math.Max(low, values.Max()));
        return new($"Dice and IoU, {scores}", stretched ? "epoch (scores stretched towards 1)" : "epoch", Epochs(rows), scale, Known(lines), Best(rows));
    }

    private static (double X, double Y, string Text)? Best(IReadOnlyList<EpochMetrics> rows)
    {
        var best = rows.Where(r => double.IsFinite(r.ValDice)).MaxBy(r => r.ValDice);
        return best is null ? null : (best.Epoch, best.ValDice, string.Create(CultureInfo.InvariantCulture, $"best {best.ValDice:F4}, epoch {best.Epoch}"));
    }

    private static Series Line(string name, string colour, IReadOnlyList<EpochMetrics> rows, Func<EpochMetrics, double> value, bool dashed = false) =>
        new(name, colour, [.. rows.Select(r => ((double)r.Epoch, value(r)))], dashed);

    private static LinearAxis Epochs(IReadOnlyList<EpochMetrics> rows) => new(rows.Min(r => r.Epoch), rows.Max(r => r.Epoch), steps: 8, whole: true);

    /// <summary>The lines that have any point.</summary>
    private static Series[] Known(Series[] lines) => [.. lines.Where(l => l.Finite.Any())];
}
