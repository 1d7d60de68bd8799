using Cutline.Imaging;
using SkiaSharp;

namespace Cutline.Segmentation.Reports.Drawing;

/// <summary>The pictures of one row of a sheet; disposed of with it.</summary>
internal sealed record SheetPanels(IReadOnlyList<Photo> Pictures) : IDisposable
{
    public void Dispose()
    {
        foreach (var picture in Pictures) picture.Dispose();
    }
}

/// <summary>
/// One row of a sheet: the size of its pictures, the text below them, and the pictures themselves, made when they are drawn.
/// </summary>
internal sealed record SheetLine(int Width, int Height, string Name, string Score, Func<SheetPanels> Panels);

/// <summary>The layout of every sheet: rows of photo, truth and prediction under a title, with a key of colours.</summary>
/// <param name="Title">Above all.</param>
/// <param name="PanelWidth">Width of a picture in pixels.</param>
/// <param name="MaxPanelHeight">Height of a picture at most; a higher one is narrower instead.</param>
/// <param name="Key">What a few colours mean, above the predictions.</param>
/// <param name="Meanings">What any number of colours mean, in lines below the title.</param>
/// <param name="Enlarge">How small pictures are enlarged; class colours must not mix into those of other classes.</param>
internal sealed record SheetPage(
    string Title, int PanelWidth, int MaxPanelHeight, IReadOnlyList<((byte, byte, byte) Colour, string Text)> Key,
    IReadOnlyList<((byte, byte, byte) Colour, string Text)> Meanings,
    Kernel Enlarge = Kernel.Bilinear)
{
    private const int Margin = 28, Gap = 14, Top = 112, Caption = 34, Below = 18, LegendTop = 68;

    private int Width => 2 * Margin + 3 * PanelWidth + 2 * Gap;

    /// <summary>Draws the page; RGB. Without lines it says so.</summary>
    public Photo Render(IReadOnlyList<SheetLine> lines)
    {
        var legend = new Legend(Meanings, Margin, Width - 2 * Margin);
        var head = Top + legend.Height;
        var places = Places(lines, head, out var height);
        using var canvas = new Canvas(Width, height);
        DrawHead(canvas, legend, head);
        if (lines.Count == 0)
            canvas.Text("There are no samples to show.", Width / 2, head + 30, new TextStyle(18, Palette.Muted, Align: SKTextAlign.Center));
        for (var i = 0; i < lines.Count; i++)
        {
            var (y, width, tall) = places[i];
            DrawCaption(canvas, lines[i], y + tall + 24);
            using var panels = lines[i].Panels();
            for (var panel = 0; panel < panels.Pictures.Count; panel++)
            {
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

    private void DrawHead(Canvas canvas, Legend legend, int head)
    {
        canvas.Text(TextStyle.Title.Fit(Title, Width - 2 * Margin), Margin, 44, TextStyle.Title);
        legend.Draw(canvas, LegendTop);
        string[] heads = ["photo", "truth", "prediction"];
        for (var panel = 0; panel < heads.Length; panel++)
            canvas.Text(heads[panel], Left(panel), head - 14, TextStyle.Note with { Size = 16 });
        double x = Width - Margin;
        foreach (var (colour, text) in Key.Reverse()) // flush right above the predictions
        {
            x -= TextStyle.Body.Measure(text);
            canvas.Text(text, x, head - 14, TextStyle.Body);
            x -= 24;
            canvas.Rectangle(x, head - 27.5, 16, 16, Palette.Of(colour), radius: 3);
            x -= 20;
        }
    }

    private void DrawCaption(Canvas canvas, SheetLine line, int y)
    {
        canvas.Text(TextStyle.Name.Fit(line.Name, 2 * PanelWidth), Margin, y, TextStyle.Name);
        canvas.Text(line.Score, Left(2), y, TextStyle.Name with { Bold = false });
    }
}
