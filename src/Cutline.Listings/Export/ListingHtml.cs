using System.Text;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Export;

/// <summary>A listing as one HTML file that needs no other: pictures, style and JSON-LD are in it, and its policy lets it load nothing and run nothing.</summary>
public static class ListingHtml
{
    private static readonly Lazy<string> Style = new(() =>
    {
        using var reader = new StreamReader(typeof(ListingHtml).Assembly.GetManifestResourceStream("listing.css")!);
        return reader.ReadToEnd();
    });

    /// <param name="pictures">In the order they are shown.</param>
    /// <exception cref="ListingException">The listing's fields cannot be used.</exception>
    public static string Write(Listing listing, IReadOnlyList<ExportPicture> pictures)
    {
        var sheet = new ListingSheet(listing);
        return $"""
            <!doctype html>
            <html lang="{listing.Language.Code()}">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Safe(sheet.Title)}</title>
            <style>
            {Style.Value}</style>
            <script type="application/ld+json">
            {CarJsonLd.Script(listing)}
            </script>
            </head>
            <body>
            <header><h1>{Safe(sheet.Title)}</h1>{(sheet.Price is { } price ? $"<p class=\"price\">{Safe(price)}</p>" : "")}</header>
            {Pictures(sheet, pictures)}<div class="columns">
            <section class="text">
            {string.Concat(sheet.Paragraphs.Select(p => $"<p dir=\"auto\">{Safe(p)}</p>\n"))}</section>
            {Particulars(sheet)}</div>
            {Data(sheet)}</body>
            </html>

            """;
    }

    private static string Pictures(ListingSheet sheet, IReadOnlyList<ExportPicture> pictures)
    {
        if (pictures.Count == 0) return "";
        var figures = new StringBuilder("<section class=\"pictures\">\n");
        for (var i = 0; i < pictures.Count; i++)
            figures.Append(System.Globalization.CultureInfo.InvariantCulture, $"<figure><img src=\"data:{Safe(pictures[i].MediaType)};base64,{Convert.ToBase64String(pictures[i].Bytes.Span)}\" alt=\"{Safe(sheet.Title)}, {Safe(sheet.Words.Photo)} {i + 1}\"></figure>\n");
        return figures.Append("</section>\n").ToString();
    }

    private static string Particulars(ListingSheet sheet)
    {
        var rows = string.Concat(sheet.Particulars.Select(p => $"<div><dt>{Safe(p.Label)}</dt><dd>{Safe(p.Value)}</dd></div>\n"));
        return rows.Length == 0 ? "" : $"<aside><dl>\n{rows}</dl></aside>\n";
    }

    private static string Data(ListingSheet sheet)
    {
        var rows = string.Concat(sheet.Facts.Select(f => $"<tr><th scope=\"row\">{Safe(f.Label)}</th><td>{Safe(f.Value)}</td><td>[{f.Source}]</td></tr>\n"));
        if (rows.Length == 0) return "";
        var sources = string.Concat(sheet.Sources.Select(s => $"<li>{Safe(s)}</li>\n"));
        return $"<section class=\"data\">\n<h2>{Safe(sheet.Words.Data)}</h2>\n<table>\n{rows}</table>\n</section>\n<footer><p>{Safe(sheet.Words.Epa)} {Safe(sheet.Words.Sources)}:</p>\n<ol>\n{sources}</ol>\n</footer>\n";
    }

    /// <summary>Text as it may stand between tags and in quoted attributes.</summary>
    private static string Safe(string text) => new StringBuilder(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;").ToString();
}
