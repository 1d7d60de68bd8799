using System.Globalization;
using Cutline.Imaging;
using Cutline.Segmentation.Reports.Drawing;
using SkiaSharp;

namespace Cutline.Segmentation.Reports;

/// <summary>
/// The curves of several runs over each other: validation loss on the left, the metric compared on the right, a legend below; those of
/// each task under its name.
/// </summary>
internal static class RunCurves
{
    private const int Width = 1480, Charts = 520, LegendLine = 28, Columns = 2, Left = 80, TaskLine = 52;

    /// <summary>No more lines than colours and dashes can tell apart.</summary>
    private static readonly int Most = 2 * Palette.Lines.Count;

    /// <summary>Draws the curves of the best runs; RGB.</summary>
    public static Photo Render(RunComparison comparison)
    {
        var tasks = comparison.Tasks
            .Select(task => (task.Runs[0].Task, Runs: task.Ranked.Where(r => r.Best(comparison.By) is not null).ToArray()))
            .Where(task => task.Runs.Length > 0).ToArray();
        if (tasks.Length == 0)
        {
            using var empty = new Canvas(Width, Charts + 40);
            empty.Text(
                "No run has a finished epoch yet.", Width / 2, Charts / 2, new TextStyle(20, Palette.Muted, Align: SKTextAlign.Center));
            return empty.ToPhoto();
        }

        var head = tasks.Length > 1 ? TaskLine : 0;
        using var canvas = new Canvas(Width, tasks.Sum(task => head + Height(task.Runs.Length)));
        var top = 0;
        foreach (var (task, runs) in tasks)
        {
            if (head > 0) canvas.Text(TextStyle.Title.Fit(task, Width - 2 * Left), Left, top + 40, TextStyle.Title);
            Draw(canvas, top + head, comparison.By, runs);
            top += head + Height(runs.Length);
        }

        return canvas.ToPhoto();
    }

    /// <summary>Of the charts and the legend of some runs.</summary>
    private static int Height(int runs) => Charts + (Math.Min(runs, Most) + Columns - 1) / Columns * LegendLine + 40;

    private static void Draw(Canvas canvas, int top, string by, ComparedRun[] all)
    {
        const int half = Width / 2;
        var runs = all.Take(Most).ToArray();
        Chart("validation loss", runs, "val_loss").Draw(canvas, 4, top + 8, half - 8, Charts - 8);
        Chart(by, runs, by).Draw(canvas, half + 4, top + 8, half - 8, Charts - 8);
        for (var i = 0; i < runs.Length; i++)
        {
            var (x, y) = (Left + i % Columns * half, top + Charts + 20 + i / Columns * LegendLine);
            var line = Line(runs[i], i, by);
            canvas.LineSample(x, y - 5, 32, line.Colour, line.Dashed);
            canvas.Text(
                runs[i].Best(by)!.Value.Value.ToString("F4", CultureInfo.InvariantCulture), x + 44, y, TextStyle.Body with { Bold = true });
            canvas.Text(TextStyle.Body.Fit(runs[i].Name, half - 240), x + 108, y, TextStyle.Body);
        }

        if (Note(all.Length, runs.Length) is { } note) canvas.Text(note, Left, top + Height(all.Length) - 12, TextStyle.Note);
    }

    /// <summary>What is said where not every run is drawn.</summary>
    internal static string? Note(int runs, int drawn) => runs > drawn ? $"The best {drawn} of {runs} runs are drawn." : null;

    private static CurveChart Chart(string title, ComparedRun[] runs, string key)
    {
        Curve[] lines = [.. runs.Select((run, i) => Line(run, i, key)).Where(l => l.Finite.Any())];
        var values = lines.SelectMany(l => l.Finite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (values.Min(), values.Max());
        var logarithmic = low > 0 && high / low > 6;
        var stretched = !logarithmic && low >= 0 && low < high && high is > 0.9 and < 1;
        var scale = logarithmic
            ? ValueScale.Logarithmic(low, high)
            : stretched ? ValueScale.Score(low, high) : ValueScale.Linear(low, high);
        return new(
            title + (logarithmic ? ", logarithmic" : ""), stretched ? "epoch (scores stretched towards 1)" : "epoch", scale, lines,
            Legend: false);
    }

    private static Curve Line(ComparedRun run, int place, string key) => new(
        run.Name, Palette.Lines[place % Palette.Lines.Count], [.. run.Values(key).Select((value, i) => (i + 1.0, value))],
        place >= Palette.Lines.Count);
}
