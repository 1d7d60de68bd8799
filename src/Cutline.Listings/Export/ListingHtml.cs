using System.Globalization;
using System.Text;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Export;

/// <summary>
/// Exports a listing as one HTML file without external resources: pictures, style and JSON-LD are embedded, and its Content-Security-Policy
/// lets it load nothing and run no script.
/// </summary>
public static class ListingHtml
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    private static readonly Lazy<string> Style = new(() =>
    {
        using var reader = new StreamReader(typeof(ListingHtml).Assembly.GetManifestResourceStream("listing.css")!);
        return reader.ReadToEnd();
    });

    /// <summary>Writes the file.</summary>
    /// <param name="listing">The listing.</param>
    /// <param name="pictures">The pictures in the order they are shown.</param>
    /// <returns>The HTML.</returns>
    /// <exception cref="ListingException">A field of the listing is invalid.</exception>
    public static string Write(Listing listing, IReadOnlyList<ExportPicture> pictures)
    {
        var sheet = new ListingSheet(listing);
        var price = sheet.Price is { } asked ? $"<p class=\"price\">{Encode(asked)}</p>" : "";
        return $"""
            <!doctype html>
            <html lang="{listing.Language.Code()}">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Policy}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(sheet.Title)}</title>
            <style>
            {Style.Value}</style>
            <script type="application/ld+json">
            {CarJsonLd.Script(listing)}
            </script>
            </head>
            <body>
            <header><h1>{Encode(sheet.Title)}</h1>{price}</header>
            {Pictures(sheet, pictures)}<div class="columns">
            <section class="text">
            {string.Concat(sheet.Paragraphs.Select(p => $"<p dir=\"auto\">{Encode(p)}</p>\n"))}</section>
            {Particulars(sheet)}</div>
            {Facts(sheet)}</body>
            </html>

            """;
    }

    private static string Pictures(ListingSheet sheet, IReadOnlyList<ExportPicture> pictures)
    {
        if (pictures.Count == 0) return "";
        var figures = new StringBuilder("<section class=\"pictures\">\n");
        for (var i = 0; i < pictures.Count; i++)
        {
            var source = $"data:{Encode(pictures[i].MediaType)};base64,{Convert.ToBase64String(pictures[i].Bytes.Span)}";
            var description = $"{Encode(sheet.Title)}, {Encode(sheet.Labels.Photo)} {i + 1}";
            figures.Append(CultureInfo.InvariantCulture, $"<figure><img src=\"{source}\" alt=\"{description}\"></figure>\n");
        }

        return figures.Append("</section>\n").ToString();
    }

    private static string Particulars(ListingSheet sheet)
    {
        var rows = string.Concat(sheet.Particulars.Select(p => $"<div><dt>{Encode(p.Label)}</dt><dd>{Encode(p.Value)}</dd></div>\n"));
        return rows.Length == 0 ? "" : $"<aside><dl>\n{rows}</dl></aside>\n";
    }

    private static string Facts(ListingSheet sheet)
    {
        var rows = string.Concat(sheet.Facts.Select(f =>
            $"<tr><th scope=\"row\">{Encode(f.Label)}</th><td>{Encode(f.Value)}</td><td>[{f.Source}]</td></tr>\n"));
        if (rows.Length == 0) return "";
        var sources = string.Concat(sheet.Sources.Select(s => $"<li>{Encode(s)}</li>\n"));
        var table = $"<section class=\"data\">\n<h2>{Encode(sheet.Labels.Data)}</h2>\n<table>\n{rows}</table>\n</section>\n";
        return $"{table}<footer><p>{Encode(sheet.Labels.EpaNote)} {Encode(sheet.Labels.Sources)}:</p>\n<ol>\n{sources}</ol>\n</footer>\n";
    }

    /// <summary>Encodes text for elements and quoted attributes.</summary>
    private static string Encode(string text) => new StringBuilder(text)
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;").ToString();
}
