using System.Text;

namespace Cutline.Listings.Export.Pdf;

/// <summary>Pages of A4, filled from above to below. Lengths are points, 1/72 of an inch; places are counted from a page's upper left corner.</summary>
internal sealed class PdfFlow
{
    private const double PageWidth = 595.276, PageHeight = 841.89, Margin = 48, Foot = 30, FootSize = 8;

    private readonly PdfFont regular = DejaVu.Regular(), bold = DejaVu.Bold();
    private readonly List<StringBuilder> pages = [new()];
    private readonly List<PdfPicture> pictures = [];
    private double at = Margin;

    /// <summary>Of what is between the margins.</summary>
    internal static double Width => PageWidth - 2 * Margin;

    private static double Bottom => PageHeight - Margin - Foot;

    /// <summary>Leaves room, but not at a page's beginning.</summary>
    internal void Gap(double height)
    {
        if (at > Margin) at += height;
    }

    /// <summary>Begins a new page where so much does not fit any more.</summary>
    internal void Ensure(double height)
    {
        if (at + height <= Bottom || at <= Margin) return;
        pages.Add(new());
        at = Margin;
    }

    /// <summary>Lines one below the other, over pages where they do not fit.</summary>
    internal void Text(string text, double size, PdfInk ink, bool heavy = false, double leading = 1.4)
    {
        foreach (var line in PdfLines.Of(text, heavy ? bold : regular, size, Width))
        {
            Ensure(size * leading);
            Show(pages[^1], line, Margin, at + size, size, ink, heavy ? bold : regular);
            at += size * leading;
        }
    }

    /// <summary>Two cells beside each other, and a small third at the right edge, above a thin line.</summary>
    internal void Row(string label, string value, string note, double size)
    {
        const double Share = 0.4, NoteWidth = 26, Leading = 1.35, Padding = 3.5;
        var left = Width * Share;
        string[] labels = [.. PdfLines.Of(label, regular, size, left - 10)], values = [.. PdfLines.Of(value, regular, size, Width - left - NoteWidth)];
        var height = Math.Max(labels.Length, values.Length) * size * Leading + 2 * Padding;
        Ensure(height);
        for (var i = 0; i < labels.Length; i++) Show(pages[^1], labels[i], Margin, Line(i), size, PdfInk.Soft, regular);
        for (var i = 0; i < values.Length; i++) Show(pages[^1], values[i], Margin + left, Line(i), size, PdfInk.Dark, regular);
        Show(pages[^1], note, Margin + Width - regular.Width(note, size), Line(0), size, PdfInk.Soft, regular);
        at += height;
        Fill(at, 0.6, PdfInk.Line);

        double Line(int number) => at + Padding + size + number * size * Leading;
    }

    /// <summary>A thick line from edge to edge.</summary>
    internal void Rule(PdfInk ink)
    {
        Fill(at, 2, ink);
        at += 2;
    }

    /// <summary>Pictures beside each other, each as large as fits its share, and no row higher than so much.</summary>
    internal void Pictures(IEnumerable<PdfPicture> shown, int columns, double most)
    {
        const double Between = 8;
        var width = (Width - Between * (columns - 1)) / columns;
        foreach (var row in shown.Chunk(columns))
        {
            var scales = Array.ConvertAll(row, p => Math.Min(width / p.Width, most / p.Height));
            var height = row.Zip(scales, (p, s) => p.Height * s).Max();
            Ensure(height);
            for (var i = 0; i < row.Length; i++)
            {
                var (w, h) = (row[i].Width * scales[i], row[i].Height * scales[i]);
                Place(row[i], Margin + i * (width + Between) + (width - w) / 2, at + (height - h) / 2, w, h);
            }

            at += height + Between;
        }
    }

    /// <summary>All pages as a file, each with the title and its number below.</summary>
    internal byte[] End(string title, string language)
    {
        var file = new PdfFile();
        int[] fonts = [file.Promise(), file.Promise()];
        var images = string.Join(' ', pictures.Select((picture, i) => $"/I{i} {picture.Write(file)} 0 R"));
        var tree = file.Promise();
        var kids = new List<int>();
        for (var i = 0; i < pages.Count; i++)
        {
            Show(pages[i], PdfLines.Of(title, regular, FootSize, Width - 80).First(), Margin, PageHeight - Margin, FootSize, PdfInk.Soft, regular);
            var number = $"{i + 1} / {pages.Count}";
            Show(pages[i], number, Margin + Width - regular.Width(number, FootSize), PageHeight - Margin, FootSize, PdfInk.Soft, regular);
            var content = file.AddStream("", Encoding.ASCII.GetBytes(pages[i].ToString()));
            kids.Add(file.Add($"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {PdfFile.Number(PageWidth)} {PdfFile.Number(PageHeight)}] /Contents {content} 0 R /Resources << /Font << /F0 {fonts[0]} 0 R /F1 {fonts[1]} 0 R >> /XObject << {images} >> >> >>"));
        }

        regular.Write(file, fonts[0]);
        bold.Write(file, fonts[1]);
        file.Add(tree, $"<< /Type /Pages /Count {kids.Count} /Kids [{string.Join(' ', kids.Select(k => $"{k} 0 R"))}] >>");
        var catalog = file.Add($"<< /Type /Catalog /Pages {tree} 0 R /Lang {PdfFile.Text(language)} /ViewerPreferences << /DisplayDocTitle true >> >>");
        return file.End(catalog, file.Add($"<< /Title {PdfFile.Text(title)} /Creator {PdfFile.Text("Cutline")} >>"));
    }

    private void Place(PdfPicture picture, double x, double y, double width, double height)
    {
        if (!pictures.Contains(picture)) pictures.Add(picture);
        pages[^1].Append($"q {PdfFile.Number(width)} 0 0 {PdfFile.Number(height)} {PdfFile.Number(x)} {PdfFile.Number(PageHeight - y - height)} cm /I{pictures.IndexOf(picture)} Do Q\n");
    }

    private void Fill(double y, double height, PdfInk ink) =>
        pages[^1].Append($"{ink} {PdfFile.Number(Margin)} {PdfFile.Number(PageHeight - y - height)} {PdfFile.Number(Width)} {PdfFile.Number(height)} re f\n");

    /// <param name="y">Of the line that letters stand on.</param>
    private void Show(StringBuilder page, string text, double x, double y, double size, PdfInk ink, PdfFont font)
    {
        if (text.Length == 0) return;
        page.Append($"BT {ink} /F{(font == bold ? 1 : 0)} {PdfFile.Number(size)} Tf {PdfFile.Number(x)} {PdfFile.Number(PageHeight - y)} Td {font.Shown(text)} Tj ET\n");
    }
}
