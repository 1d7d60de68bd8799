using PdfSharp.Drawing;
using PdfSharp.Events;
using PdfSharp.Pdf;

namespace Cutline.Listings.Export;

/// <summary>
/// A4 pages that are filled from top to bottom. Lengths are points (1/72 inch), measured from a page's upper left corner.
/// </summary>
internal sealed class PdfPages : IDisposable
{
    private const double PageWidth = 595.276, PageHeight = 841.89, Margin = 48, FooterHeight = 30, FooterSize = 8, RowSize = 9.5;
    private const double ContentWidth = PageWidth - 2 * Margin, ContentBottom = PageHeight - Margin - FooterHeight;

    private readonly PdfDocument document = new();
    private readonly Dictionary<(double Size, bool Bold), PdfFont> fonts = [];
    private XGraphics graphics;
    private double top = Margin;

    internal PdfPages()
    {
        document.RenderEvents.RenderTextEvent += EncodeSupplementaryCharacters;
        graphics = NewPage();
    }

    /// <summary>Leaves vertical space, but not at the top of a page.</summary>
    internal void Space(double height)
    {
        if (top > Margin) top += height;
    }

    /// <summary>Starts a new page where this height does not fit on the current one.</summary>
    internal void Reserve(double height)
    {
        if (top + height <= ContentBottom || top <= Margin) return;
        graphics.Dispose();
        graphics = NewPage();
        top = Margin;
    }

    /// <summary>Lines of text below each other, continued on new pages.</summary>
    /// <param name="text">Any text; see <see cref="PdfFont.Printable"/>.</param>
    /// <param name="size">The font's size in points.</param>
    /// <param name="color">The text's colour.</param>
    /// <param name="bold">Whether to use the bold face.</param>
    /// <param name="leading">The distance of lines, in font sizes.</param>
    internal void Text(string text, double size, XColor color, bool bold = false, double leading = 1.4)
    {
        var font = Font(size, bold);
        foreach (var line in font.Lines(font.Printable(text), ContentWidth))
        {
            Reserve(size * leading);
            Draw(line, font, color, Margin, top + size);
            top += size * leading;
        }
    }

    /// <summary>A table row with a thin line below it: a label, a value, and a short note at the right edge.</summary>
    internal void Row(string label, string value, string note)
    {
        const double LabelShare = 0.4, LabelGap = 10, NoteWidth = 26, Leading = 1.35, Padding = 3.5;
        var font = Font(RowSize);
        var valueLeft = ContentWidth * LabelShare;
        string[] labels = [.. font.Lines(font.Printable(label), valueLeft - LabelGap)];
        string[] values = [.. font.Lines(font.Printable(value), ContentWidth - valueLeft - NoteWidth)];
        var height = Math.Max(labels.Length, values.Length) * RowSize * Leading + 2 * Padding;
        Reserve(height);
        for (var i = 0; i < labels.Length; i++) Draw(labels[i], font, PdfColors.Soft, Margin, Baseline(i));
        for (var i = 0; i < values.Length; i++) Draw(values[i], font, PdfColors.Text, Margin + valueLeft, Baseline(i));
        Draw(note, font, PdfColors.Soft, Margin + ContentWidth - font.Width(note), Baseline(0));
        top += height;
        Fill(0.6, PdfColors.Line);

        double Baseline(int line) => top + Padding + RowSize + line * RowSize * Leading;
    }

    /// <summary>A thick line across the page.</summary>
    internal void Rule(XColor color)
    {
        const double Thickness = 2;
        Fill(Thickness, color);
        top += Thickness;
    }

    /// <summary>Pictures in columns, each as large as its column and the row's height allow.</summary>
    /// <param name="pictures">Pictures; one that is shown several times is in the file once.</param>
    /// <param name="columns">Pictures in a row.</param>
    /// <param name="maxHeight">The height of a row at most, in points.</param>
    internal void Pictures(IEnumerable<XImage> pictures, int columns, double maxHeight)
    {
        const double Gap = 8;
        var width = (ContentWidth - Gap * (columns - 1)) / columns;
        foreach (var row in pictures.Chunk(columns))
        {
            var scales = Array.ConvertAll(row, p => Math.Min(width / p.PixelWidth, maxHeight / p.PixelHeight));
            var height = row.Zip(scales, (p, s) => p.PixelHeight * s).Max();
            Reserve(height);
            for (var i = 0; i < row.Length; i++)
            {
                var (w, h) = (row[i].PixelWidth * scales[i], row[i].PixelHeight * scales[i]);
                graphics.DrawImage(row[i], Margin + i * (width + Gap) + (width - w) / 2, top + (height - h) / 2, w, h);
            }

            top += height + Gap;
        }
    }

    /// <summary>Adds the footer, the title and the page's number, to every page, and writes the file.</summary>
    /// <param name="title">The document's title.</param>
    /// <param name="language">The document's language as an ISO 639 code.</param>
    internal byte[] Save(string title, string language)
    {
        graphics.Dispose();
        var font = Font(FooterSize);
        var line = font.Lines(font.Printable(title), ContentWidth - 80).First();
        for (var i = 0; i < document.PageCount; i++)
        {
            graphics = XGraphics.FromPdfPage(document.Pages[i]);
            var number = $"{i + 1} / {document.PageCount}";
            Draw(line, font, PdfColors.Soft, Margin, PageHeight - Margin);
            Draw(number, font, PdfColors.Soft, Margin + ContentWidth - font.Width(number), PageHeight - Margin);
            graphics.Dispose();
        }

        (document.Info.Title, document.Info.Creator, document.Language) = (font.Printable(title), "Cutline", language);
        document.ViewerPreferences.DisplayDocTitle = true;
        using var file = new MemoryStream();
        document.Save(file, closeStream: false);
        return file.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        graphics.Dispose();
        document.Dispose();
    }

    private XGraphics NewPage()
    {
        var page = document.AddPage();
        (page.Width, page.Height) = (XUnit.FromPoint(PageWidth), XUnit.FromPoint(PageHeight));
        return XGraphics.FromPdfPage(page);
    }

    private PdfFont Font(double size, bool bold = false)
    {
        if (!fonts.TryGetValue((size, bold), out var font)) fonts[(size, bold)] = font = new(size, bold);
        return font;
    }

    private void Fill(double height, XColor color) => graphics.DrawRectangle(new XSolidBrush(color), Margin, top, ContentWidth, height);

    private void Draw(string text, PdfFont font, XColor color, double x, double baseline)
    {
        if (text.Length > 0) graphics.DrawString(text, font.Font, new XSolidBrush(color), x, baseline);
    }

    /// <summary>
    /// PDFsharp 6.2.4 writes a code point above U+FFFF as one number into the font's ToUnicode map, which asks for UTF-16
    /// (ISO 32000-1, 9.10.3): such characters were copied wrong. Two surrogates in one number give the right digits.
    /// </summary>
    private static void EncodeSupplementaryCharacters(object sender, RenderTextEventArgs e)
    {
        foreach (ref var pair in e.CodePointGlyphIndexPairs.AsSpan())
        {
            if (pair.CodePoint <= char.MaxValue) continue;
            var utf16 = char.ConvertFromUtf32(pair.CodePoint);
            pair.CodePoint = utf16[0] << 16 | utf16[1];
        }
    }
}
