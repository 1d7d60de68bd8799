using System.Globalization;
using System.Net;
using System.Text;
using Cutline.Imaging;
using Cutline.Segmentation.Runs;

namespace Cutline.Segmentation.Reports;

/// <summary>
/// A run as one HTML file that needs nothing beside it: style and pictures are within, there is no script,
/// and a browser is told to load nothing else.
/// </summary>
public static class HtmlReport
{
    /// <summary>Writes the report, at once or not at all.</summary>
    /// <exception cref="PhotoException">The file cannot be written.</exception>
    public static void Write(string path, ReportContent content) => Photo.Write(path, Encoding.UTF8.GetBytes(Html(content)));

    /// <summary>The report's text.</summary>
    public static string Html(ReportContent content)
    {
        var html = new StringBuilder();
        AppendHead(html, content.Title);
        AppendTiles(html, content.Metrics, content.Scores);
        foreach (var picture in content.Pictures) AppendPicture(html, picture);
        AppendMetrics(html, content.Metrics);
        AppendPairs(html, "Options", content.Options);
        AppendPairs(html, "Environment", content.Environment);
        html.Append($"<h2>How the figures are made</h2>\n<p>{Text(content.Conventions)}</p>\n");
        return html.Append("</body>\n</html>\n").ToString();
    }

    /// <summary>The beginning of a page, up to its title.</summary>
    internal static void AppendHead(StringBuilder html, string title) =>
        html.Append($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
            <title>{Text(title)}</title>
            <style>
            {ReportStyle.Css}
            </style>
            </head>
            <body>
            <h1>{Text(title)}</h1>

            """);

    private static void AppendTiles(StringBuilder html, IReadOnlyList<EpochMetrics> rows, string scores)
    {
        if (rows.Count == 0)
        {
            html.Append("<p class=\"muted\">No epoch is finished yet.</p>\n");
            return;
        }

        var best = Best(rows);
        html.Append("<div class=\"tiles\">\n");
        void Tile(string value, string name) => html.Append($"<div class=\"tile\"><b>{Text(value)}</b><span>{Text(name)}</span></div>\n");
        if (best is not null)
        {
            Tile(Figure(best.ValDice), $"best validation Dice, {scores}");
            Tile(Figure(best.ValIou), "validation IoU of that epoch");
            if (best.ValPrecision is { } precision) Tile(Figure(precision), "validation precision of that epoch");
            if (best.ValRecall is { } recall) Tile(Figure(recall), "validation recall of that epoch");
            Tile($"{best.Epoch} of {rows[^1].Epoch}", "best of the finished epochs");
        }

        Tile(Duration(rows.Sum(r => double.IsFinite(r.Seconds) ? r.Seconds : 0)), "time of all epochs");
        Tile(rows.Average(r => r.ImagesPerSecond).ToString("0.#", CultureInfo.InvariantCulture), "training images per second");
        html.Append("</div>\n");
    }

    internal static void AppendPicture(StringBuilder html, ReportPicture picture)
    {
        var kind = picture.Image.Span.StartsWith([(byte)0xFF, (byte)0xD8]) ? "jpeg" : "png";
        var data = Convert.ToBase64String(picture.Image.Span);
        html.Append($"<h2>{Text(picture.Heading)}</h2>\n");
        html.Append($"<figure><img alt=\"{Text(picture.Text)}\" src=\"data:image/{kind};base64,{data}\">");
        html.Append($"<figcaption>{Text(picture.Text)}</figcaption></figure>\n");
    }

    /// <summary>The beginning of a table that scrolls, up to its body.</summary>
    internal static void AppendTableHead(StringBuilder html, IEnumerable<string> heads)
    {
        var cells = string.Concat(heads.Select(head => $"<th>{Text(head)}</th>"));
        html.Append($"<div class=\"scroll\"><table>\n<thead><tr>{cells}</tr></thead>\n<tbody>\n");
    }

    private static void AppendMetrics(StringBuilder html, IReadOnlyList<EpochMetrics> rows)
    {
        if (rows.Count == 0) return;
        string[] heads =
        [
            "epoch", "training loss", "validation loss", "training Dice", "validation Dice", "validation IoU", "validation precision",
            "validation recall", "learning rate", "seconds", "images/s",
        ];
        html.Append("<h2>Epochs</h2>\n");
        AppendTableHead(html, heads);
        var best = Best(rows);
        foreach (var row in rows)
        {
            string[] cells =
            [
                row.Epoch.ToString(CultureInfo.InvariantCulture), Figure(row.TrainLoss), Figure(row.ValLoss),
                row.TrainDice is { } dice ? Figure(dice) : "–",
                Figure(row.ValDice), Figure(row.ValIou), Figure(row.ValPrecision ?? double.NaN), Figure(row.ValRecall ?? double.NaN),
                row.LearningRate.ToString("G3", CultureInfo.InvariantCulture),
                row.Seconds.ToString("F1", CultureInfo.InvariantCulture), row.ImagesPerSecond.ToString("F1", CultureInfo.InvariantCulture),
            ];
            html.Append($"<tr{(row == best ? " class=\"best\"" : "")}>{string.Concat(cells.Select(c => $"<td>{c}</td>"))}</tr>\n");
        }

        html.Append("</tbody></table></div>\n");
    }

    private static void AppendPairs(StringBuilder html, string heading, System.Text.Json.Nodes.JsonNode? values)
    {
        var pairs = JsonRows.Of(values);
        if (pairs.Count == 0) return;
        var half = (pairs.Count + 1) / 2;
        html.Append($"<h2>{heading}</h2>\n<div class=\"pairs\">\n");
        foreach (var column in new[] { pairs.Take(half), pairs.Skip(half) })
            html.Append(
                $"<table>{string.Concat(column.Select(p => $"<tr><th>{Text(p.Name)}</th><td>{Text(p.Value)}</td></tr>"))}</table>\n");
        html.Append("</div>\n");
    }

    private static EpochMetrics? Best(IReadOnlyList<EpochMetrics> rows) =>
        rows.Where(r => double.IsFinite(r.ValDice)).MaxBy(r => r.ValDice);

    private static string Figure(double value) => double.IsFinite(value) ? value.ToString("F4", CultureInfo.InvariantCulture) : "–";

    internal static string Duration(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1e9));
        return time.TotalHours >= 1
            ? $"{(int)time.TotalHours} h {time.Minutes:D2} min"
            : time.TotalMinutes >= 1
                ? $"{time.Minutes} min {time.Seconds:D2} s"
                : $"{time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s";
    }

    internal static string Text(string text) => WebUtility.HtmlEncode(text.Replace('\0', '\uFFFD'));
}
