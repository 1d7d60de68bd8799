using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Reports.Drawing;
using SkiaSharp;

namespace Cutline.Segmentation.Reports;

/// <summary>Samples of a data set in a grid: each photo beside the same photo with its classes in colour, and a legend.</summary>
public sealed record ContactSheet(string Title)
{
    private const int Margin = 28, Gap = 6, Between = 26, Caption = 30, LegendTop = 84;

    /// <summary>Samples in a row.</summary>
    public int Columns { get; init; } = 3;

    /// <summary>Width of each picture in pixels; a sample has two.</summary>
    public int PictureWidth { get; init; } = 260;

    /// <summary>Height of each picture in pixels.</summary>
    public int PictureHeight { get; init; } = 180;

    private int CellWidth => 2 * PictureWidth + Gap;

    private int Width => 2 * Margin + Columns * CellWidth + (Columns - 1) * Between;

    /// <summary>Draws some samples in this order; RGB. One that cannot be decoded is a grey field that says so.</summary>
    /// <param name="data">The samples' dataset.</param>
    /// <param name="indices">The samples to show.</param>
    /// <param name="subtitle">A line below the title.</param>
    public Photo Render(SegmentationDataset data, IReadOnlyList<int> indices, string subtitle = "")
    {
        var legend = new Legend(Legend.Of(DisplayColours.Of(data.Classes), _ => true), Margin, Width - 2 * Margin);
        var top = LegendTop + legend.Height + 14;
        var rows = (indices.Count + Columns - 1) / Columns;
        using var canvas = new Canvas(Width, Math.Max(top + rows * (PictureHeight + Caption) + Margin, top + 60));
        canvas.Text(TextStyle.Title.Fit(Title, Width - 2 * Margin), Margin, 42, TextStyle.Title);
        canvas.Text(TextStyle.Note.Fit(subtitle, Width - 2 * Margin), Margin, 66, TextStyle.Note);
        legend.Draw(canvas, LegendTop);
        if (indices.Count == 0)
            canvas.Text("There are no samples to show.", Width / 2, top + 30, new TextStyle(18, Palette.Muted, Align: SKTextAlign.Center));
        for (var i = 0; i < indices.Count; i++)
            Draw(canvas, data, indices[i], Margin + i % Columns * (CellWidth + Between), top + i / Columns * (PictureHeight + Caption));
        return canvas.ToPhoto();
    }

    private void Draw(Canvas canvas, SegmentationDataset data, int index, int x, int y)
    {
        canvas.Rectangle(x, y, PictureWidth, PictureHeight, Palette.Panel);
        canvas.Rectangle(x + PictureWidth + Gap, y, PictureWidth, PictureHeight, Palette.Panel);
        var caption = TextStyle.Note with { Size = 13 };
        canvas.Text(caption.Fit(data.Samples[index].Name, CellWidth), x, y + PictureHeight + 18, caption);
        try
        {
            var sample = data.Read(index);
            using var mask = sample.ReadMask();
            using var photo = sample.DecodePhoto((PictureWidth, PictureHeight));
            var scale = Math.Min((double)PictureWidth / photo.Width, (double)PictureHeight / photo.Height);
            var (width, height) = (Math.Max(1, (int)(photo.Width * scale)), Math.Max(1, (int)(photo.Height * scale)));
            using var sized = photo.Resize(width, height, scale < 1 ? Kernel.Area : Kernel.Bilinear);
            using var classes = mask.Indices.Resize(width, height, Kernel.Nearest);
            using var overlay = ClassOverlay.Of(sized, classes, data.Classes);
            var (left, down) = ((PictureWidth - width) / 2, (PictureHeight - height) / 2);
            canvas.Put(sized, x + left, y + down);
            canvas.Put(overlay, x + PictureWidth + Gap + left, y + down);
        }
        catch (DatasetException)
        {
            var style = new TextStyle(15, Palette.Vermilion, Align: SKTextAlign.Center);
            canvas.Text("cannot be decoded", x + CellWidth / 2, y + PictureHeight / 2, style);
        }
    }
}
