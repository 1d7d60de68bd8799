using System.Globalization;
using System.Text;
using Cutline.Imaging;

namespace Cutline.Segmentation.Reports;

/// <summary>What a sheet shows in one row; its pictures are released with it.</summary>
internal sealed record SheetPanels(IReadOnlyList<Photo> Pictures) : IDisposable
{
    public void Dispose()
    {
        foreach (var picture in Pictures) picture.Dispose();
    }
}

/// <summary>Where a row's pictures come from, made when they are needed, and what is written below them.</summary>
internal sealed record SheetLine(int Width, int Height, string Name, string Score, Func<SheetPanels> Panels);

/// <summary>Rows of photo, truth and prediction under a title, with a key of colours: the page that every sheet is laid on.</summary>
/// <param name="Key">What colours mean, few of them, above the predictions.</param>
/// <param name="Meanings">What colours mean, as many as there are, in lines below the title.</param>
/// <param name="Enlarge">How small pictures are enlarged; class colours must not mix into those of other classes.</param>
internal sealed record SheetPage(
    string Title, int PanelWidth, int MaxPanelHeight, IReadOnlyList<((byte, byte, byte) Colour, string Text)> Key, IReadOnlyList<((byte, byte, byte) Colour, string Text)> Meanings,
    Kernel Enlarge = Kernel.Bilinear)
{
    private const int Margin = 28, Gap = 14, Top = 112, Caption = 34, Below = 18, LegendTop = 68;

    private int Width => 2 * Margin + 3 * PanelWidth + 2 * Gap;

    /// <summary>The page as a picture, RGB. Without lines it says so.</summary>
    public Photo Render(IReadOnlyList<SheetLine> lines)
    {
        var legend = new Legend(Meanings, Margin, Width - 2 * Margin);
        var head = Top + legend.Height;
        var places = Places(lines, head, out var height);
        using var page = Photo.FromSvg(Svg(lines, places, legend, head, height));
        var canvas = new Canvas(page);
        for (var i = 0; i < lines.Count; i++)
        {
            using var panels = lines[i].Panels();
            for (var panel = 0; panel < panels.Pictures.Count; panel++)
            {
                var (y, width, tall) = places[i];
                var picture = panels.Pictures[panel];
                using var sized = picture.Resize(width, tall, width < picture.Width ? Kernel.Area : Enlarge);
                canvas.Put(sized, Left(panel) + (PanelWidth - width) / 2, y);
            }
        }

        return canvas.ToPhoto();
    }

    private int Left(int panel) => Margin + panel * (PanelWidth + Gap);

    private List<(int Y, int Width, int Height)> Places(IReadOnlyList<SheetLine> lines, int head, out int height)
    {
        var places = new List<(int, int, int)>();
        var y = head;
        foreach (var line in lines)
        {
            var scale = Math.Min((double)PanelWidth / line.Width, (double)MaxPanelHeight / line.Height);
            var tall = Math.Max(1, (int)Math.Round(line.Height * scale));
            places.Add((y, Math.Max(1, (int)Math.Round(line.Width * scale)), tall));
            y += tall + Caption + Below;
        }

        height = Math.Max(y, head + 60);
        return places;
    }

    private string Svg(IReadOnlyList<SheetLine> lines, List<(int Y, int Width, int Height)> places, Legend legend, int head, int height)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" viewBox="0 0 {Width} {height}" font-family="{SvgText.Family}"><rect width="{Width}" height="{height}" fill="{Palette.Paper}"/>""");
        svg.Append(SvgText.Line(Margin, 44, SvgText.Fit(Title, Width - 2 * Margin, 24), 24, more: "font-weight=\"bold\""));
        svg.Append(legend.Svg(LegendTop));
        string[] heads = ["photo", "truth", "prediction"];
        for (var panel = 0; panel < heads.Length; panel++) svg.Append(SvgText.Line(Left(panel), head - 18, heads[panel], 16, Palette.Muted));
        AppendKey(svg, head);
        if (lines.Count == 0) svg.Append(SvgText.Line(Width / 2, head + 30, "There are no samples to show.", 18, Palette.Muted, "middle"));
        for (var i = 0; i < lines.Count; i++) AppendCaption(svg, lines[i], places[i].Y + places[i].Height + 24);
        return svg.Append("</svg>").ToString();
    }

    /// <summary>What the colours mean, above the predictions, flush right.</summary>
    private void AppendKey(StringBuilder svg, int head)
    {
        var x = Width - Margin;
        foreach (var (colour, text) in Key)
        {
            x -= (int)(text.Length * 8.6) + 2;
            svg.Append(SvgText.Line(x, head - 18, text, 15));
            x -= 24;
            svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{x}" y="{head - 32}" width="16" height="16" rx="3" fill="{Palette.Hex(colour)}"/>""");
            x -= 20;
        }
    }

    private void AppendCaption(StringBuilder svg, SheetLine line, int y)
    {
        svg.Append(SvgText.Line(Margin, y, SvgText.Fit(line.Name, 2 * PanelWidth, 16), 16, more: "font-weight=\"bold\""));
        svg.Append(SvgText.Line(Left(2), y, line.Score, 16));
    }
}
