using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Reports.Drawing;

namespace Cutline.Segmentation.Reports;

/// <summary>A photo with its classes laid over it in their colours, lines between them, and stripes where it is void.</summary>
internal static class ClassOverlay
{
    private const int Strength = 150, Full = 256, Stripe = 6;

    private static readonly (byte R, byte G, byte B) Dark = (91, 103, 112);

    /// <param name="photo">RGB.</param>
    /// <param name="indices">Grey, of the same size. A black class, as backgrounds are, leaves the photo as it is, but darker.</param>
    /// <param name="classes">Shown in their <see cref="DisplayColours"/>.</param>
    public static Photo Of(Photo photo, Photo indices, ClassSet classes)
    {
        classes = DisplayColours.Of(classes);
        var (width, height) = (photo.Width, photo.Height);
        var from = photo.Pixels;
        var index = indices.Pixels;
        var pixels = new byte[width * height * 3];
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = (i % width, i / width);
            var isVoid = index[i] >= classes.Count;
            var colour = isVoid ? (x + y) % Stripe < Stripe / 3 ? Dark : Palette.Void : classes.Classes[index[i]].Colour;
            var border = (x + 1 < width && index[i + 1] != index[i]) || (y + 1 < height && index[i + width] != index[i]);
            var weight = border ? Full : colour == default ? Full / 3 : Strength;
            if (border) colour = (255, 255, 255);
            pixels[3 * i] = Blend(from[3 * i], colour.R, weight);
            pixels[3 * i + 1] = Blend(from[3 * i + 1], colour.G, weight);
            pixels[3 * i + 2] = Blend(from[3 * i + 2], colour.B, weight);
        }

        return Photo.FromPixels(pixels, width, height, PixelFormat.Rgb);
    }

    private static byte Blend(byte below, byte above, int weight) => (byte)((below * (Full - weight) + above * weight) / Full);
}
