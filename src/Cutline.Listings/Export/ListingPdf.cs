using System.Text;
using Cutline.Listings.Export.Pdf;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Export;

/// <summary>A listing as a PDF of A4 pages, its text to be searched and copied. Letters that DejaVu Sans lacks are shown as boxes.</summary>
public static class ListingPdf
{
    private const double HeroHeight = 330, OtherHeight = 165;

    /// <param name="pictures">JPEGs, in the order they are shown.</param>
    /// <exception cref="ListingException">The listing's fields cannot be used.</exception>
    /// <exception cref="ExportException">The font is not installed, or a picture is no JPEG of grey or RGB.</exception>
    public static byte[] Write(Listing listing, IReadOnlyList<ExportPicture> pictures)
    {
        var sheet = new ListingSheet(listing);
        var shown = pictures.Select(PdfPicture.Read).ToArray();
        var flow = new PdfFlow();
        flow.Text(Drawn(sheet.Title), 23, PdfInk.Dark, heavy: true, leading: 1.2);
        if (sheet.Price is { } price) flow.Text(Drawn(price), 16, PdfInk.Accent, heavy: true, leading: 1.45);
        flow.Gap(4);
        flow.Rule(PdfInk.Accent);
        flow.Gap(12);
        flow.Pictures(shown.Take(1), 1, HeroHeight);
        flow.Gap(8);
        foreach (var paragraph in sheet.Paragraphs)
        {
            flow.Text(Drawn(paragraph), 10, PdfInk.Dark, leading: 1.5);
            flow.Gap(7);
        }

        flow.Gap(8);
        flow.Ensure(22 * sheet.Particulars.Count()); // beside each other they are read at a glance
        foreach (var (label, value) in sheet.Particulars) flow.Row(label, Drawn(value), "", 9.5);
        flow.Gap(16);
        flow.Pictures(shown.Skip(1), 2, OtherHeight);
        Data(sheet, flow);
        return flow.End(Drawn(sheet.Title), listing.Language.Code());
    }

    private static void Data(ListingSheet sheet, PdfFlow flow)
    {
        if (!sheet.Facts.Any()) return;
        flow.Gap(18);
        flow.Ensure(80); // no heading alone at a page's end
        flow.Text(sheet.Words.Data, 13, PdfInk.Dark, heavy: true);
        flow.Gap(2);
        foreach (var (label, value, source) in sheet.Facts) flow.Row(label, Drawn(value), $"[{source}]", 9.5);
        flow.Gap(10);
        flow.Text($"{sheet.Words.Epa} {sheet.Words.Sources}:", 8, PdfInk.Soft);
        foreach (var (source, i) in sheet.Sources.Select((s, i) => (s, i))) flow.Text($"[{i + 1}] {Drawn(source)}", 8, PdfInk.Soft);
    }

    /// <summary>Without marks that turn the writing's direction, which is not followed here, and without halves of letters.</summary>
    private static string Drawn(string text)
    {
        var drawn = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // half a letter comes as U+FFFD
            if (rune.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0xFEFF)) drawn.Append(rune.ToString());
        return drawn.ToString();
    }
}
