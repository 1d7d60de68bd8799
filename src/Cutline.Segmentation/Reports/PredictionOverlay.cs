using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Reports.Drawing;

namespace Cutline.Segmentation.Reports;

/// <summary>
/// A photo with what is predicted laid over it, to look at: each class half-transparent in its <see cref="DisplayColours"/> with an
/// outline, the photo itself where a black class is, as backgrounds are.
/// </summary>
public static class PredictionOverlay
{
    private const int Full = 256, Fill = 108, Halo = 200;

    /// <summary>An outline is one pixel wide for so many of the photo's longer side.</summary>
    private const double PixelsForOne = 512;

    /// <summary>A legend's letters are as drawn on a page for so many pixels of the photo's width.</summary>
    private const double PageWidth = 900;

    private const int LegendMargin = 14;

    /// <summary>Draws the overlay; RGB, of the photo's size and, with a legend, higher.</summary>
    /// <param name="photo">RGB.</param>
    /// <param name="indices">Grey, class indices, of the same size.</param>
    /// <param name="classes">Names and colours.</param>
    /// <param name="legend">Whether the classes that are there are named below the photo.</param>
    /// <exception cref="ArgumentException">
    /// The pictures are not of one size, or of other formats, or an index is beyond the classes.
    /// </exception>
    public static Photo Render(Photo photo, Photo indices, ClassSet classes, bool legend = false)
    {
        var (width, height) = (photo.Width, photo.Height);
        if (photo.Format != PixelFormat.Rgb || indices.Format != PixelFormat.Grey || (indices.Width, indices.Height) != (width, height))
            throw new ArgumentException(
                $"an overlay is of an RGB photo and grey indices of one size, not {photo.Format} {width}×{height} and {indices.Format} "
                    + $"{indices.Width}×{indices.Height}");
        var beyond = indices.Pixels.IndexOfAnyExceptInRange((byte)0, (byte)(classes.Count - 1));
        if (beyond >= 0)
            throw new ArgumentException($"class index {indices.Pixels[beyond]} is beyond the {classes.Count} classes: name all of them");
        var shown = DisplayColours.Of(classes);
        var picture = Photo.FromPixels(Blended(photo, indices, shown), width, height, PixelFormat.Rgb);
        if (!legend) return picture;
        using (picture) return WithLegend(picture, indices, shown);
    }

    private static byte[] Blended(Photo photo, Photo indices, ClassSet classes)
    {
        var (width, height) = (photo.Width, photo.Height);
        var index = indices.Pixels;
        var pen = Math.Max(1, (int)Math.Round(Math.Max(width, height) / PixelsForOne));
        var colours = classes.Classes.Select(c => c.Colour).ToArray();
        var edge = Edges(index, width, height);
        var line = Thickened(edge, width, height, pen);
        var halo = Thickened(edge, width, height, Math.Max(1, pen / 2));
        var pixels = photo.Pixels.ToArray();
        for (var i = 0; i < index.Length; i++)
        {
            var colour = colours[index[i]];
            var isOpen = colour == default;
            var weight = isOpen ? halo[i] ? Halo : 0 : line[i] ? Full : Fill;
            if (weight == 0) continue;
            if (isOpen) colour = (255, 255, 255);
            var pixel = pixels.AsSpan(3 * i, 3);
            (pixel[0], pixel[1], pixel[2]) =
                (Blend(pixel[0], colour.R, weight), Blend(pixel[1], colour.G, weight), Blend(pixel[2], colour.B, weight));
        }

        return pixels;
    }

    /// <summary>The pixels beside which another class is.</summary>
    private static bool[] Edges(ReadOnlySpan<byte> index, int width, int height)
    {
        var edges = new bool[index.Length];
        for (var i = 0; i < index.Length; i++)
        {
            if ((i + 1) % width != 0 && index[i] != index[i + 1]) edges[i] = edges[i + 1] = true;
            if (i + width < index.Length && index[i] != index[i + width]) edges[i] = edges[i + width] = true;
        }

        return edges;
    }

    /// <summary>What lies within a pen's reach of set pixels; with a pen of 1 they themselves.</summary>
    private static bool[] Thickened(bool[] set, int width, int height, int pen)
    {
        var (reach, across, both) = (pen - 1, new bool[set.Length], new bool[set.Length]);
        if (reach == 0) return set;
        for (var y = 0; y < height; y++)
        {
            var row = y * width;
            for (var x = 0; x < width; x++)
                if (set[row + x]) across.AsSpan(row)[Math.Max(0, x - reach)..Math.Min(width, x + reach + 1)].Fill(true);
        }

        for (var y = 0; y < height; y++)
        {
            for (var near = Math.Max(0, y - reach); near < Math.Min(height, y + reach + 1); near++)
            {
                var to = both.AsSpan(y * width, width);
                for (var x = 0; x < width; x++) to[x] |= across[near * width + x];
            }
        }

        return both;
    }

    private static Photo WithLegend(Photo picture, Photo indices, ClassSet classes)
    {
        var scale = Math.Max(0.5, picture.Width / PageWidth);
        var present = new bool[256];
        foreach (var index in indices.Pixels) present[index] = true;
        var entries = new Legend(
            Legend.Of(classes, index => present[index] && classes.Classes[index].Colour != default), LegendMargin,
            (int)(picture.Width / scale) - 2 * LegendMargin);
        var strip = (int)Math.Ceiling((Math.Max(entries.Height, 16) + 2 * LegendMargin - 8) * scale);
        using var canvas = new Canvas(picture.Width, picture.Height + strip);
        canvas.Put(picture, 0, 0);
        canvas.Skia.Translate(0, picture.Height);
        canvas.Skia.Scale((float)scale);
        entries.Draw(canvas, LegendMargin);
        if (entries.Height == 0) canvas.Text("nothing is found", LegendMargin, LegendMargin + 12, TextStyle.Note);
        return canvas.ToPhoto();
    }

    private static byte Blend(byte below, byte above, int weight) => (byte)((below * (Full - weight) + above * weight) / Full);
}
