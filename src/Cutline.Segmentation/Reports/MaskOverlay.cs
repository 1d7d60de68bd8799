using Cutline.Imaging;
using Cutline.Segmentation.Datasets;

namespace Cutline.Segmentation.Reports;

/// <summary>A mask of class indices over its photo: areas tinted, outlines in their class's full colour, void striped.</summary>
internal static class MaskOverlay
{
    /// <summary>The two greys of void's stripes.</summary>
    public static readonly (byte R, byte G, byte B) VoidDark = (0x50, 0x50, 0x50), VoidPale = (0xB0, 0xB0, 0xB0);

    private const int Stripe = 4;

    /// <param name="photo">RGB, (H, W, 3).</param>
    /// <param name="mask">(H, W); an index beyond the classes is shown as void.</param>
    public static Photo Render(ReadOnlySpan<byte> photo, ReadOnlySpan<byte> mask, int width, int height, ClassSet classes)
    {
        var pixels = photo.ToArray();
        for (var i = 0; i < mask.Length; i++)
        {
            var (x, y, index) = (i % width, i / width, mask[i]);
            var pixel = pixels.AsSpan(3 * i, 3);
            if (index >= classes.Count)
            {
                (pixel[0], pixel[1], pixel[2]) = (x + y) / Stripe % 2 == 0 ? VoidDark : VoidPale;
                continue;
            }

            var outline = (x + 1 < width && mask[i + 1] != index) || (y + 1 < height && mask[i + width] != index)
                || (x > 0 && mask[i - 1] != index) || (y > 0 && mask[i - width] != index);
            Tint(pixel, classes.Classes[index].Colour, outline ? 255 : 120);
        }

        return Photo.FromPixels(pixels, width, height, PixelFormat.Rgb);
    }

    /// <param name="share">Of the colour, of 255.</param>
    private static void Tint(Span<byte> pixel, (byte R, byte G, byte B) colour, int share)
    {
        static byte Mix(byte from, byte to, int share) => (byte)((from * (255 - share) + to * share + 127) / 255);
        (pixel[0], pixel[1], pixel[2]) = (Mix(pixel[0], colour.R, share), Mix(pixel[1], colour.G, share), Mix(pixel[2], colour.B, share));
    }
}
