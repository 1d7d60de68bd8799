using System.Globalization;
using System.Text;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets;

namespace Cutline.Segmentation.Reports;

/// <summary>Samples of a data set side by side, each photo beside itself with its mask's classes in colour, and a legend.</summary>
public sealed record ContactSheet(string Title)
{
    private const int Margin = 28, Gap = 6, Between = 26, Caption = 30, LegendTop = 84;

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
        var legend = new Legend(Legend.Of(data.Classes, _ => true), Margin, Width - 2 * Margin);
        var top = LegendTop + legend.Height + 14;
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

    private string Page(
        SegmentationDataset data, IReadOnlyList<int> indices, (Photo, Photo)?[] pictures, Legend legend,
        string subtitle, int top, int height)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" viewBox="0 0 {Width} {height}" font-family="{SvgText.Family}">""");
        svg.Append(CultureInfo.InvariantCulture, $"""<rect width="{Width}" height="{height}" fill="{Palette.Paper}"/>""");
        svg.Append(SvgText.Line(Margin, 42, SvgText.Fit(Title, Width - 2 * Margin, 24), 24, more: "font-weight=\"bold\""));
        svg.Append(SvgText.Line(Margin, 66, SvgText.Fit(subtitle, Width - 2 * Margin, 15), 15, Palette.Muted));
        svg.Append(legend.Svg(LegendTop));
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
