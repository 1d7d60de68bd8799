using System.Globalization;
using System.Text;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets;

namespace Cutline.Segmentation.Reports;

/// <summary>Samples of a data set side by side, each photo beside itself with its mask's classes in colour, and a legend.</summary>
public sealed record ContactSheet(string Title)
{
    private const int Margin = 28, Gap = 6, Between = 26, Caption = 30, LegendLine = 26, Swatch = 16;

    /// <summary>Samples next to each other.</summary>
    public int Columns { get; init; } = 3;

    /// <summary>Width of each picture in pixels; a sample has two.</summary>
    public int PictureWidth { get; init; } = 260;

    /// <summary>Height of each picture.</summary>
    public int PictureHeight { get; init; } = 180;

    private int CellWidth => 2 * PictureWidth + Gap;

    private int Width => 2 * Margin + Columns * CellWidth + (Columns - 1) * Between;

    /// <summary>Up to <paramref name="most"/> samples spread evenly over a data set.</summary>
    public static int[] Spread(int samples, int most) => [.. Enumerable.Range(0, Math.Min(samples, most)).Select(i => (int)((i + 0.5) * samples / Math.Min(samples, most)))];

    /// <summary>The sheet of some samples in this order; a picture, RGB. One that cannot be decoded is a grey field that says so.</summary>
    /// <param name="subtitle">A line below the title.</param>
    public Photo Render(SegmentationDataset data, IReadOnlyList<int> indices, string subtitle = "")
    {
        var legend = Legend(data.Classes);
        var top = 84 + (legend[^1].Line + 1) * LegendLine + 14;
        var rows = (indices.Count + Columns - 1) / Columns;
        var height = Math.Max(top + rows * (PictureHeight + Caption) + Margin, top + 60);
        var pictures = indices.Select(i => Pictures(data, i)).ToArray();
        try
        {
            using var page = Photo.FromSvg(Page(data, indices, pictures, legend, subtitle, top, height));
            var canvas = new Canvas(page);
            for (var i = 0; i < pictures.Length; i++)
            {
                if (pictures[i] is not var (photo, overlay)) continue;
                var (x, y) = Place(i, top);
                var (left, down) = ((PictureWidth - photo.Width) / 2, (PictureHeight - photo.Height) / 2);
                canvas.Put(photo, x + left, y + down);
                canvas.Put(overlay, x + PictureWidth + Gap + left, y + down);
            }

            return canvas.ToPhoto();
        }
        finally
        {
            foreach (var pair in pictures)
            {
                pair?.Photo.Dispose();
                pair?.Overlay.Dispose();
            }
        }
    }

    private (int X, int Y) Place(int i, int top) => (Margin + i % Columns * (CellWidth + Between), top + i / Columns * (PictureHeight + Caption));

    private (Photo Photo, Photo Overlay)? Pictures(SegmentationDataset data, int index)
    {
        try
        {
            var sample = data.Read(index);
            using var mask = sample.ReadMask();
            using var photo = sample.DecodePhoto();
            var scale = Math.Min((double)PictureWidth / photo.Width, (double)PictureHeight / photo.Height);
            var (width, height) = (Math.Max(1, (int)(photo.Width * scale)), Math.Max(1, (int)(photo.Height * scale)));
            var sized = photo.Resize(width, height, scale < 1 ? Kernel.Area : Kernel.Bilinear);
            using var classes = mask.Indices.Resize(width, height, Kernel.Nearest);
            return (sized, ClassOverlay.Of(sized, classes, data.Classes));
        }
        catch (DatasetException)
        {
            return null;
        }
    }

    /// <summary>Where each class stands in the legend, void last.</summary>
    private List<(string Name, string Colour, int X, int Line)> Legend(ClassSet classes)
    {
        var places = new List<(string, string, int, int)>();
        var (x, line) = (Margin, 0);
        foreach (var (name, colour) in classes.Classes.Select(c => (c.Name, Palette.Hex(c.Colour))).Append(("void", "url(#void)")))
        {
            var width = Swatch + 8 + (int)(Math.Min(name.Length, 30) * 8.6) + 22;
            if (x > Margin && x + width > Width - Margin) (x, line) = (Margin, line + 1);
            places.Add((name, colour, x, line));
            x += width;
        }

        return places;
    }

    private string Page(
        SegmentationDataset data, IReadOnlyList<int> indices, (Photo, Photo)?[] pictures, List<(string Name, string Colour, int X, int Line)> legend,
        string subtitle, int top, int height)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" viewBox="0 0 {Width} {height}" font-family="{SvgText.Family}">""");
        svg.Append(CultureInfo.InvariantCulture, $"""<defs><pattern id="void" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#fff"/><path d="M0 6 L6 0" stroke="{Palette.Muted}" stroke-width="2"/></pattern></defs>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<rect width="{Width}" height="{height}" fill="{Palette.Paper}"/>""");
        svg.Append(SvgText.Line(Margin, 42, SvgText.Fit(Title, Width - 2 * Margin, 24), 24, more: "font-weight=\"bold\""));
        svg.Append(SvgText.Line(Margin, 66, SvgText.Fit(subtitle, Width - 2 * Margin, 15), 15, Palette.Muted));
        foreach (var (name, colour, x, line) in legend)
        {
            var y = 84 + line * LegendLine;
            svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{x}" y="{y}" width="{Swatch}" height="{Swatch}" rx="3" fill="{colour}" stroke="{Palette.Frame}"/>""");
            svg.Append(SvgText.Line(x + Swatch + 8, y + 13, SvgText.Fit(name, 270, 15)));
        }

        if (indices.Count == 0) svg.Append(SvgText.Line(Width / 2, top + 30, "There are no samples to show.", 18, Palette.Muted, "middle"));
        for (var i = 0; i < indices.Count; i++)
        {
            var (x, y) = Place(i, top);
            foreach (var left in new[] { x, x + PictureWidth + Gap })
                svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{left}" y="{y}" width="{PictureWidth}" height="{PictureHeight}" fill="{Palette.Panel}"/>""");
            if (pictures[i] is null) svg.Append(SvgText.Line(x + CellWidth / 2, y + PictureHeight / 2, "cannot be decoded", 15, Palette.Vermilion, "middle"));
            svg.Append(SvgText.Line(x, y + PictureHeight + 18, SvgText.Fit(data.Samples[indices[i]].Name, CellWidth, 13), 13, Palette.Muted));
        }

        return svg.Append("</svg>").ToString();
    }
}
