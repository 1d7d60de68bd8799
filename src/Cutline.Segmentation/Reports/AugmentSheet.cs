using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Loading;
using Cutline.Segmentation.Reports.Drawing;

namespace Cutline.Segmentation.Reports;

/// <summary>
/// Some samples in several versions, such as augmentation makes: one version a column, each sample's mask over it below, in the classes'
/// colours.
/// </summary>
public sealed record AugmentSheet(string Title)
{
    private const int Margin = 28, Gap = 10, Below = 40, LegendTop = 84;

    /// <summary>Width of a picture of the first version in pixels; others are larger or smaller as their samples are.</summary>
    public int PanelWidth { get; init; } = 256;

    /// <summary>Draws the sheet; RGB.</summary>
    /// <param name="versions">
    /// Columns: each a heading and the same samples, masks in class indices; they remain the caller's to dispose of.
    /// </param>
    /// <param name="names">One of each sample.</param>
    /// <param name="classes">What the masks hold.</param>
    /// <exception cref="ArgumentException">
    /// There is no version, versions have different numbers of samples, or there is not a name of each.
    /// </exception>
    public Photo Render(IReadOnlyList<(string Heading, Batch Samples)> versions, IReadOnlyList<string> names, ClassSet classes)
    {
        if (versions.Count == 0) throw new ArgumentException("there is no version to show: give one at least");
        if (versions.FirstOrDefault(v => v.Samples.Count != names.Count) is { Samples: { } batch })
            throw new ArgumentException($"there are {batch.Count} samples with {names.Count} names");
        var width = 2 * Margin + versions.Count * PanelWidth + (versions.Count - 1) * Gap;
        var shown = versions.SelectMany(v => v.Samples.Masks).ToHashSet();
        var legend = new Legend(Legend.Of(DisplayColours.Of(classes), shown.Contains), Margin, width - 2 * Margin);
        var top = LegendTop + legend.Height + 36;
        var first = versions[0].Samples;
        var scale = (double)PanelWidth / first.Width;
        var tall = Math.Max(1, (int)Math.Round(first.Height * scale));
        using var canvas = new Canvas(width, Row(names.Count, top, tall) + Margin - Below / 2);
        canvas.Text(TextStyle.Title.Fit(Title, width - 2 * Margin), Margin, 48, TextStyle.Title);
        legend.Draw(canvas, LegendTop);
        for (var column = 0; column < versions.Count; column++)
        {
            var (heading, samples) = versions[column];
            canvas.Text(TextStyle.Note.Fit(heading, PanelWidth), Left(column), top - 10, TextStyle.Note);
            for (var row = 0; row < names.Count; row++)
                DrawSample(canvas, samples, row, classes, Left(column), Row(row, top, tall), tall, scale);
        }

        for (var row = 0; row < names.Count; row++)
            canvas.Text(
                TextStyle.Name.Fit(names[row], width - 2 * Margin), Margin, Row(row, top, tall) + 2 * tall + Gap + 22,
                TextStyle.Name with { Size = 15 });
        return canvas.ToPhoto();
    }

    private static void DrawSample(Canvas canvas, Batch samples, int index, ClassSet classes, int x, int y, int tall, double scale)
    {
        var (height, width) = (samples.Height, samples.Width);
        var size = height * width;
        using var photo = Photo.FromPixels(samples.Photos.AsSpan(index * size * 3, size * 3), width, height, PixelFormat.Rgb);
        using var mask = Photo.FromPixels(samples.Masks.AsSpan(index * size, size), width, height, PixelFormat.Grey);
        using var overlay = ClassOverlay.Of(photo, mask, classes);
        Put(canvas, photo, x, y, scale, Kernel.Bilinear);
        Put(canvas, overlay, x, y + tall + Gap, scale, Kernel.Nearest);
    }

    /// <summary>Enlarged pictures keep what their kernel shows, reduced ones are averaged.</summary>
    private static void Put(Canvas canvas, Photo picture, int x, int y, double scale, Kernel enlarging)
    {
        var (width, height) = (Math.Max(1, (int)Math.Round(picture.Width * scale)), Math.Max(1, (int)Math.Round(picture.Height * scale)));
        using var sized = picture.Resize(width, height, scale < 1 ? Kernel.Area : enlarging);
        canvas.Put(sized, x, y);
    }

    private int Left(int column) => Margin + column * (PanelWidth + Gap);

    private static int Row(int row, int top, int tall) => top + row * (2 * tall + Gap + Below);
}
