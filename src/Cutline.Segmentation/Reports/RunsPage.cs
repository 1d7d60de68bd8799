using System.Globalization;
using System.Text;

namespace Cutline.Segmentation.Reports;

/// <summary>A comparison of runs as one HTML file that needs nothing beside it.</summary>
internal static class RunsPage
{
    public static string Html(RunComparison comparison, ReadOnlyMemory<byte> curves)
    {
        var html = new StringBuilder();
        HtmlReport.AppendHead(html, $"Runs in {Path.GetFileName(Path.GetFullPath(comparison.Folder))}");
        HtmlReport.AppendPicture(html, new("Curves", "Every run's validation loss and compared figure by epoch.", curves));
        foreach (var kind in comparison.Kinds) AppendKind(html, kind);
        var problems = comparison.Runs.Where(r => r.Problem is not null).ToArray();
        if (problems.Length > 0) html.Append("<h2>Runs to look at</h2>\n");
        foreach (var run in problems) html.Append($"<p><b>{HtmlReport.Text(run.Name)}</b>: {HtmlReport.Text(run.Problem!)}</p>\n");
        return html.Append("</body>\n</html>\n").ToString();
    }

    private static void AppendKind(StringBuilder html, RunComparison comparison)
    {
        var what = comparison.Runs[0].RefinesEdges ? " of models of edges, on tiles along outlines" : "";
        html.Append($"<h2>Figures{what}</h2>\n");
        AppendTable(
            html, ["run", "state", "epochs", $"best {comparison.By}", "epoch", "last", "time"], comparison.Ranked.Select(r => (string[])
        [
            r.Name, r.State, Number(r.Epochs.Count), Figure(r.Best(comparison.By)?.Value),
            r.Best(comparison.By) is { } best ? Number(best.Epoch) : "–",
            Figure(r.Epochs.Count == 0 ? null : r.Values(comparison.By).Last()), HtmlReport.Duration(r.Seconds),
        ]));
        var differing = comparison.Differing;
        html.Append("<h2>Options that differ</h2>\n");
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
