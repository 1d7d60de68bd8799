using System.Globalization;
using System.Text;
using Cutline.Imaging;
using Cutline.Segmentation.Reports.Charts;

namespace Cutline.Segmentation.Reports;

/// <summary>The curves of several runs over each other: validation loss on the left, the figure compared on the right, a legend below.</summary>
internal static class RunCurves
{
    private const int Width = 1480, Height = 520, LegendLine = 28, Columns = 2;

    /// <summary>No more lines than colours and dashes can tell apart.</summary>
    private static readonly int Most = 2 * Palette.Lines.Length;

    public static Photo Render(RunComparison comparison) => Photo.FromSvg(Svg(comparison));

    public static string Svg(RunComparison comparison)
    {
        const int half = Width / 2;
        var all = comparison.Ranked.Where(r => r.Best(comparison.By) is not null).ToArray();
        var runs = all.Take(Most).ToArray();
        var height = Height + (runs.Length + Columns - 1) / Columns * LegendLine + 36;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" viewBox="0 0 {Width} {height}" font-family="{SvgText.Family}"><rect width="{Width}" height="{height}" fill="{Palette.Paper}"/>""");
        if (runs.Length == 0) return svg.Append(SvgText.Line(half, Height / 2, "No run has a finished epoch yet.", 20, Palette.Muted, "middle")).Append("</svg>").ToString();
        svg.Append(CultureInfo.InvariantCulture, $"""<g transform="translate(6 4)">{Chart("validation loss", runs, "val_loss").Draw(half - 12, Height - 8)}</g><g transform="translate({half + 6} 4)">{Chart(comparison.By, runs, comparison.By).Draw(half - 12, Height - 8)}</g>""");
        for (var i = 0; i < runs.Length; i++)
        {
            var (x, y) = (74 + i % Columns * half, Height + 18 + i / Columns * LegendLine);
            var line = Line(runs[i], i, comparison.By);
            var best = string.Create(CultureInfo.InvariantCulture, $"{runs[i].Best(comparison.By)!.Value.Value:F4}");
            svg.Append(CultureInfo.InvariantCulture, $"""<path d="M{x} {y - 5}h32" stroke="{line.Colour}" stroke-width="3" {(line.Dashed ? "stroke-dasharray=\"6 4\"" : "")}/>""");
            svg.Append(SvgText.Line(x + 44, y, $"{best}  {SvgText.Fit(runs[i].Name, half - 210, 15)}", 15));
        }

        if (all.Length > runs.Length) svg.Append(SvgText.Line(74, height - 12, $"The best {runs.Length} of {all.Length} runs are drawn.", 14, Palette.Muted));
        return svg.Append("</svg>").ToString();
    }

    private static Chart Chart(string title, ComparedRun[] runs, string key)
    {
        Series[] lines = [.. runs.Select((run, i) => Line(run, i, key)).Where(l => l.Finite.Any())];
        var values = lines.SelectMany(l => l.Finite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (values.Min(), values.Max());
        Axis scale = low > 0 && high / low > 6 ? new LogAxis(low, high) : new LinearAxis(low, high);
        return new(title + (scale is LogAxis ? ", logarithmic" : ""), "epoch", new LinearAxis(1, runs.Max(r => r.Epochs.Count), steps: 8, whole: true), scale, lines, Legend: false);
    }

    private static Series Line(ComparedRun run, int place, string key) => new(
        run.Name, Palette.Lines[place % Palette.Lines.Length], [.. run.Values(key).Select((value, i) => (i + 1.0, value))], place >= Palette.Lines.Length);
}
