using System.Globalization;
using System.Text;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Preprocessing;
using Cutline.Torch;

namespace Cutline.Segmentation.Reports;

/// <summary>
/// What augmentation makes of some samples: each as it is and as training sees it at its first steps, its mask over it below, with the
/// classes' colours.
/// </summary>
public sealed record AugmentSheet(string Title)
{
    private const int Margin = 28, Gap = 10, Below = 40, LegendTop = 84;

    /// <summary>How many varied versions of a sample stand beside it.</summary>
    public int Versions { get; init; } = 5;

    /// <summary>Width of a whole picture in pixels; a cropped one is smaller by as much as it was cropped.</summary>
    public int PanelWidth { get; init; } = 256;

    private int Width => 2 * Margin + (Versions + 1) * PanelWidth + Versions * Gap;

    /// <summary>The sheet as a picture, RGB.</summary>
    /// <param name="batch">The samples, masks in class indices; it remains the caller's to dispose of.</param>
    /// <param name="names">One of each sample.</param>
    /// <param name="classes">With <see cref="ClassSet.Car"/> masks are varied as binary ones, as in its training.</param>
    /// <exception cref="ArgumentException">An option is out of range, or there is not a name of each sample.</exception>
    public Photo Render(Batch batch, IReadOnlyList<string> names, ClassSet classes, Augmentation options, Backgrounds backgrounds, long seed)
    {
        if (names.Count != batch.Count) throw new ArgumentException($"there are {batch.Count} samples with {names.Count} names");
        using var scope = new TensorScope();
        var augmenter = new Augmenter(options.Validated(), backgrounds, seed);
        var columns = Enumerable.Range(-1, Versions + 1).Select(step => step < 0 ? (batch.Photos, batch.Masks) : Vary(batch, classes, augmenter, step)).ToArray();
        var shown = columns.SelectMany(c => c.Masks.ToArray<byte>()).ToHashSet();
        var legend = new Legend(Legend.Of(classes, shown.Contains), Margin, Width - 2 * Margin);
        var top = LegendTop + legend.Height + 36;
        var scale = (double)PanelWidth / batch.Photos.Shape[2];
        var tall = Math.Max(1, (int)Math.Round(batch.Photos.Shape[1] * scale));
        using var page = Photo.FromSvg(Page(names, legend, seed, top, tall));
        var canvas = new Canvas(page);
        for (var row = 0; row < names.Count; row++)
        {
            for (var column = 0; column < columns.Length; column++)
            {
                var (photos, masks) = columns[column];
                var (height, width) = ((int)photos.Shape[1], (int)photos.Shape[2]);
                var pixels = photos.Bytes.Slice(row * height * width * 3, height * width * 3);
                using var photo = Photo.FromPixels(pixels, width, height, PixelFormat.Rgb);
                using var mask = Photo.FromPixels(masks.Bytes.Slice(row * height * width, height * width), width, height, PixelFormat.Grey);
                using var overlay = ClassOverlay.Of(photo, mask, classes);
                var y = Row(row, top, tall);
                Put(canvas, photo, Left(column), y, scale, Kernel.Bilinear);
                Put(canvas, overlay, Left(column), y + tall + Gap, scale, Kernel.Nearest);
            }
        }

        return canvas.ToPhoto();
    }

    private static (Tensor Photos, Tensor Masks) Vary(Batch batch, ClassSet classes, Augmenter augmenter, int step)
    {
        var (photos, masks) = augmenter.Apply(Preprocess.ToInput(batch.Photos), classes == ClassSet.Car ? Preprocess.ToTarget(batch.Masks) : batch.Masks, step);
        photos = (photos * 255).Round().To(DType.UInt8).Permute(0, 2, 3, 1).Contiguous();                        // (N, H, W, 3)
        return (photos, (masks.Rank == 4 ? masks.Squeeze(1) : masks).To(DType.UInt8).Contiguous());
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

    private string Page(IReadOnlyList<string> names, Legend legend, long seed, int top, int tall)
    {
        var height = Row(names.Count, top, tall) + Margin - Below / 2;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" viewBox="0 0 {Width} {height}" font-family="{SvgText.Family}"><rect width="{Width}" height="{height}" fill="{Palette.Paper}"/>""");
        svg.Append(SvgText.Line(Margin, 48, SvgText.Fit(Title, Width - 2 * Margin, 24), 24, more: "font-weight=\"bold\"")).Append(legend.Svg(LegendTop));
        for (var column = 0; column <= Versions; column++)
            svg.Append(SvgText.Line(Left(column), top - 10, column == 0 ? "as it is" : string.Create(CultureInfo.InvariantCulture, $"step {column - 1} of seed {seed}"), 15, Palette.Muted));
        for (var row = 0; row < names.Count; row++)
            svg.Append(SvgText.Line(Margin, Row(row, top, tall) + 2 * tall + Gap + 22, SvgText.Fit(names[row], Width - 2 * Margin, 15), 15, more: "font-weight=\"bold\""));
        return svg.Append("</svg>").ToString();
    }
}
