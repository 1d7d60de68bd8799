using System.Globalization;
using System.Text;
using Cutline.Imaging;

namespace Cutline.Segmentation.Reports;

/// <summary>A comparison of runs as one HTML file that needs nothing beside it.</summary>
internal static class RunsPage
{
    public static string Html(RunComparison comparison)
    {
        var html = new StringBuilder();
        HtmlReport.AppendHead(html, $"Runs in {Path.GetFileName(Path.GetFullPath(comparison.Folder))}");
        foreach (var task in comparison.Tasks) AppendTask(html, task, comparison.Tasks.Count > 1);
        var problems = comparison.Runs.Where(r => r.Problem is not null).ToArray();
        if (problems.Length > 0) html.Append("<h2>Runs to look at</h2>\n");
        foreach (var run in problems) html.Append($"<p><b>{HtmlReport.Text(run.Name)}</b>: {HtmlReport.Text(run.Problem!)}</p>\n");
        return html.Append("</body>\n</html>\n").ToString();
    }

    private static void AppendTask(StringBuilder html, RunComparison comparison, bool isNamed)
    {
        var task = isNamed ? $": {comparison.Runs[0].Task}" : "";
        using var curves = RunCurves.Render(comparison);
        HtmlReport.AppendPicture(html, new(
            $"Curves{task}", "Each run's validation loss and compared figure by epoch.",
            curves.Encode(new PhotoEncoding(PhotoFormat.Png))));
        html.Append($"<h2>{HtmlReport.Text($"Figures{task}")}</h2>\n");
        AppendTable(
            html, ["run", "state", "epochs", $"best {comparison.By}", "epoch", "last", "time"], comparison.Ranked.Select(r => (string[])
        [
            r.Name, r.State, Number(r.Epochs.Count), Figure(r.Best(comparison.By)?.Value),
            r.Best(comparison.By) is { } best ? Number(best.Epoch) : "–",
            Figure(r.Epochs.Count == 0 ? null : r.Values(comparison.By).Last()), HtmlReport.Duration(r.Seconds),
        ]));
        var differing = comparison.Differing;
        html.Append($"<h2>{HtmlReport.Text($"Options that differ{task}")}</h2>\n");
        if (differing.Count == 0) html.Append("<p class=\"muted\">None: the options are the same.</p>\n");
        else AppendTable(
            html, ["run", .. differing],
            comparison.Ranked.Select(r => (string[])[r.Name, .. differing.Select(o => r.Options.GetValueOrDefault(o, "–"))]));
    }

    private static void AppendTable(StringBuilder html, IEnumerable<string> heads, IEnumerable<string[]> rows)
    {
        HtmlReport.AppendTableHead(html, heads);
        foreach (var row in rows) html.Append($"<tr>{string.Concat(row.Select(c => $"<td>{HtmlReport.Text(c)}</td>"))}</tr>\n");
        html.Append("</tbody></table></div>\n");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Figure(double? value) =>
        value is { } v && double.IsFinite(v) ? v.ToString("F4", CultureInfo.InvariantCulture) : "–";
}
