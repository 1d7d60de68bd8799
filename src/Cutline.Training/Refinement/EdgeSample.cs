using System.Runtime.InteropServices;
using Cutline.Imaging;
using Cutline.Segmentation;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;

namespace Cutline.Training.Refinement;

/// <summary>One square at the outline of a photo's mask, with a coarse mask drawn for it.</summary>
/// <param name="whole">The photo and its mask.</param>
/// <param name="seed">Of all draws.</param>
/// <param name="stream">The square's number among all.</param>
internal sealed class EdgeSample(Sample whole, long seed, long stream) : Sample
{
    /// <summary>Pixels around the square that the coarse mask depends on.</summary>
    private const int Margin = 24;

    private const int Side = EdgeDataset.Side, Wide = Side + 2 * Margin;

    /// <summary>A photo with its longer side at least this is taken as it is, or nearly; a smaller one is enlarged.</summary>
    private const int LargePhoto = 900;

    private (byte[] Picture, byte[] Mask)? drawn;

    public override ContentKey Key =>
        ContentKey.Of(MemoryMarshal.AsBytes([whole.Key.Value]).ToArray(), BitConverter.GetBytes(seed), BitConverter.GetBytes(stream));

    public override Photo DecodePhoto((int Width, int Height)? shrinkTo = null) =>
        Photo.FromPixels(Drawn().Picture, Side, Side, PixelFormat.Rgb);

    public override Photo DecodeMask() => Photo.FromPixels(Drawn().Mask, Side, Side, PixelFormat.Grey);

    private (byte[] Picture, byte[] Mask) Drawn() => drawn ??= DrawSquare();

    private (byte[] Picture, byte[] Mask) DrawSquare()
    {
        var random = new Draw(SplitMix64.Of(seed, stream));
        using var photo = whole.DecodePhoto();
        using var mask = whole.DecodeMask();
        var scale = Math.Max(photo.Width, photo.Height) >= LargePhoto ? random.Scale(0.8f, 1.5f) : random.Scale(1, 2.6f);
        var (x, y) = Corner(ref random, mask, Side / scale);
        var (wideRgb, wideMask) = Cut(photo, mask, x - Margin / scale, y - Margin / scale, scale);
        var coarse = CoarseMask.Simulate(ref random, wideMask, Wide);
        var rgb = Degraded(ref random, wideRgb);

        var (picture, truth) = (new byte[Side * Side * 3], new byte[Side * Side]);
        for (var row = 0; row < Side; row++)
        {
            var from = (row + Margin) * Wide + Margin;
            EdgePicture.Row(rgb.AsSpan(3 * from, 3 * Side), coarse.AsSpan(from, Side), picture.AsSpan(3 * row * Side, 3 * Side));
            for (var column = 0; column < Side; column++) truth[row * Side + column] = wideMask[from + column] > 0.5f ? (byte)1 : (byte)0;
        }

        return (picture, truth);
    }

    /// <summary>Top left corner of the square in the photo: near a point of the outline, now and then anywhere.</summary>
    private static (float X, float Y) Corner(ref Draw random, Photo mask, float side)
    {
        var (x, y) = (random.Below(mask.Width), random.Below(mask.Height));
        var outline = random.Chance(0.9f) ? Outline(mask) : [];
        if (outline.Count > 0)
        {
            var at = outline[random.Below(outline.Count)];
            (x, y) = (at % mask.Width, at / mask.Width);
        }

        float Start(float centre, int length, ref Draw random) =>
            Math.Clamp(centre - side * random.Between(0.15f, 0.85f), 0, Math.Max(0, length - side));
        return (Start(x, mask.Width, ref random), Start(y, mask.Height, ref random));
    }

    private static List<int> Outline(Photo mask)
    {
        var pixels = mask.Pixels;
        var (width, found) = (mask.Width, new List<int>());
        for (var i = 0; i + width < pixels.Length; i++)
            if (pixels[i] > 0 != pixels[i + width] > 0 || (i % width + 1 < width && pixels[i] > 0 != pixels[i + 1] > 0)) found.Add(i);
        return found;
    }

    /// <summary>The square and its margin, enlarged: RGB (Wide, Wide, 3) and the mask (Wide, Wide).</summary>
    private static (byte[] Rgb, float[] Mask) Cut(Photo photo, Photo mask, float x, float y, float scale)
    {
        var (rgb, inside) = (new byte[Wide * Wide * 3], new float[Wide * Wide]);
        var pixels = photo.Pixels;
        var masked = mask.Pixels;
        var (width, height) = (photo.Width, photo.Height);
        for (var i = 0; i < inside.Length; i++)
        {
            var column = Math.Clamp(x + (i % Wide + 0.5f) / scale - 0.5f, 0, width - 1);
            var row = Math.Clamp(y + (i / Wide + 0.5f) / scale - 0.5f, 0, height - 1);
            var (left, top) = (Math.Min((int)column, width - 2), Math.Min((int)row, height - 2));
            var (across, down) = (column - left, row - top);
            var at = top * width + left;
            float Mixed(float a, float b, float c, float d) => (a + (b - a) * across) * (1 - down) + (c + (d - c) * across) * down;
            inside[i] = Mixed(Bit(masked[at]), Bit(masked[at + 1]), Bit(masked[at + width]), Bit(masked[at + width + 1]));
            for (var c = 0; c < 3; c++)
            {
                var (upper, lower) = (3 * at + c, 3 * (at + width) + c);
                rgb[3 * i + c] = (byte)(Mixed(pixels[upper], pixels[upper + 3], pixels[lower], pixels[lower + 3]) + 0.5f);
            }
        }

        return (rgb, inside);
    }

    private static float Bit(byte value) => value > 0 ? 1 : 0;

    /// <summary>With other contrast and brightness, noisy, and through JPEG, as photos are.</summary>
    private static byte[] Degraded(ref Draw random, byte[] rgb)
    {
        var (gain, lift) = (random.Between(0.4f, 1.3f), random.Between(-20, 60));
        var noise = random.Chance(0.4f) ? random.Between(0, 5) : 0;
        var blur = random.Chance(0.3f) ? random.Between(0.3f, 0.9f) : 0;
        var (mirrored, changed) = (random.Chance(0.5f), new byte[rgb.Length]);
        var plane = new float[Wide * Wide];
        for (var c = 0; c < 3; c++)
        {
            var from = mirrored ? 2 - c : c; // red and blue exchanged: bluish shadows, reddish walls
            for (var i = 0; i < plane.Length; i++) plane[i] = rgb[3 * i + from];
            var soft = blur > 0 ? CoarseMask.Blur(plane, Wide, blur) : plane;
            for (var i = 0; i < plane.Length; i++)
                changed[3 * i + c] = (byte)Math.Clamp(soft[i] * gain + lift + noise * random.Between(-1, 1) + 0.5f, 0, 255);
        }

        if (!random.Chance(0.5f)) return changed;
        using var photo = Photo.FromPixels(changed, Wide, Wide, PixelFormat.Rgb);
        using var decoded = Photo.Load(photo.Encode(new PhotoEncoding(PhotoFormat.Jpeg) { Quality = 70 + random.Below(28) }));
        return decoded.Pixels.ToArray();
    }
}
