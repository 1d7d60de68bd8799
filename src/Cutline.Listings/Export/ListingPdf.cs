using Cutline.Listings.Languages;
using PdfSharp.Drawing;
using PdfSharp.Pdf.IO;

namespace Cutline.Listings.Export;

/// <summary>
/// Exports a listing as a PDF of A4 pages with embedded fonts; its text can be searched and copied. Characters that DejaVu Sans lacks are
/// shown as U+FFFD, and right-to-left text keeps its left-to-right order.
/// </summary>
public static class ListingPdf
{
    private const double FirstPictureHeight = 330, PictureHeight = 165, RowHeight = 22, HeadingHeight = 80;

    /// <summary>The bytes from the start of a file in which PDFsharp looks for the header of a PDF.</summary>
    private const int PdfHeaderRange = 1024;

    /// <summary>Writes the file.</summary>
    /// <param name="listing">The listing.</param>
    /// <param name="pictures">
    /// JPEG pictures with 8 bits a channel, in the order they are shown. Their bytes are embedded unchanged, each picture once.
    /// </param>
    /// <returns>The PDF file.</returns>
    /// <exception cref="ListingException">A field of the listing is invalid.</exception>
    /// <exception cref="ExportException">A picture is not a JPEG that a PDF can contain.</exception>
    public static byte[] Write(Listing listing, IReadOnlyList<ExportPicture> pictures)
    {
        var sheet = new ListingSheet(listing);
        var images = pictures.Select(Open).ToArray();
        using var pages = new PdfPages();
        pages.Text(sheet.Title, 23, PdfColors.Text, bold: true, leading: 1.2);
        if (sheet.Price is { } price) pages.Text(price, 16, PdfColors.Accent, bold: true, leading: 1.45);
        pages.Space(4);
        pages.Rule(PdfColors.Accent);
        pages.Space(12);
        pages.Pictures(images.Take(1), columns: 1, FirstPictureHeight);
        pages.Space(8);
        foreach (var paragraph in sheet.Paragraphs)
        {
            pages.Text(paragraph, 10, PdfColors.Text, leading: 1.5);
            pages.Space(7);
        }

        pages.Space(8);
        pages.Reserve(RowHeight * sheet.Particulars.Count()); // the particulars stay on one page
        foreach (var (label, value) in sheet.Particulars) pages.Row(label, value, "");
        pages.Space(16);
        pages.Pictures(images.Skip(1), columns: 2, PictureHeight);
        AddFacts(sheet, pages);
        return pages.Save(sheet.Title, listing.Language.Code());
    }

    private static void AddFacts(ListingSheet sheet, PdfPages pages)
    {
        if (!sheet.Facts.Any()) return;
        pages.Space(18);
        pages.Reserve(HeadingHeight); // no heading alone at the end of a page
        pages.Text(sheet.Labels.Data, 13, PdfColors.Text, bold: true);
        pages.Space(2);
        foreach (var (label, value, source) in sheet.Facts) pages.Row(label, value, $"[{source}]");
        pages.Space(10);
        pages.Text($"{sheet.Labels.EpaNote} {sheet.Labels.Sources}:", 8, PdfColors.Soft);
        foreach (var (source, i) in sheet.Sources.Select((s, i) => (s, i))) pages.Text($"[{i + 1}] {source}", 8, PdfColors.Soft);
    }

    private static XImage Open(ExportPicture picture)
    {
        var bytes = picture.Bytes.ToArray();
        try
        {
            // PDFsharp reads other formats too, and would open a PDF inside the file as a form.
            if (PictureType.Of(bytes) == "image/jpeg" && PdfReader.TestPdfFile(bytes[..Math.Min(bytes.Length, PdfHeaderRange)]) == 0)
            {
                var image = XImage.FromStream(new MemoryStream(bytes, 0, bytes.Length, writable: false, publiclyVisible: true));
                if (image is { PixelWidth: > 0, PixelHeight: > 0 }) return image;
            }
        }
        catch (InvalidOperationException)
        {
            // PDFsharp cannot read the file; the error below names it.
        }

        const string Required = "a JPEG that a PDF can contain (8 bits a channel, with a JFIF or Exif header)";
        throw new ExportException($"{picture.Name} is not {Required}: convert it");
    }
}
