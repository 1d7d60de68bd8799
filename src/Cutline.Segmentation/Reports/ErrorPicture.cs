using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Reports.Drawing;

namespace Cutline.Segmentation.Reports;

/// <summary>Pictures in which masks can be seen over their photo.</summary>
public static class ErrorPicture
{
    /// <summary>The photo with all but the car darkened and without colour, RGB.</summary>
    public static Photo Truth(SheetRow row)
    {
        var pixels = row.Photo.Pixels.ToArray();
        var truth = row.Truth.Pixels;
        for (int i = 0, at = 0; i < truth.Length; i++, at += 3)
            if (truth[i] == 0) Fade(pixels.AsSpan(at, 3), share: 56, lift: 16);
        return Imaging.Photo.FromPixels(pixels, row.Photo.Width, row.Photo.Height, PixelFormat.Rgb);
    }

    /// <summary>A copy of the photo, RGB.</summary>
    public static Photo Photo(Photo photo) => Imaging.Photo.FromPixels(photo.Pixels, photo.Width, photo.Height, PixelFormat.Rgb);

    /// <summary>Class indices in the colours of the classes, RGB: their own, as files have them, or <see cref="DisplayColours"/>.</summary>
    public static Photo Classes(Photo indices, ClassSet classes)
    {
        var pixels = new byte[indices.Pixels.Length * 3];
        var at = 0;
        foreach (var index in indices.Pixels)
        {
            var colour = index == ClassSet.Void ? Palette.Void : classes.Classes[index].Colour;
            (pixels[at++], pixels[at++], pixels[at++]) = colour;
        }

        return Imaging.Photo.FromPixels(pixels, indices.Width, indices.Height, PixelFormat.Rgb);
    }

    /// <summary>The photo in pale grey, the car's right part paler, wrong pixels in their colours, RGB.</summary>
    public static Photo Errors(SheetRow row)
    {
        var pixels = row.Photo.Pixels.ToArray();
        var truth = row.Truth.Pixels;
        var predicted = row.Predicted.Pixels;
        for (int i = 0, at = 0; i < truth.Length; i++, at += 3)
        {
            var (real, said) = (truth[i] > 0, predicted[i] > 0);
            var pixel = pixels.AsSpan(at, 3);
            if (real == said) Fade(pixel, share: real ? 150 : 70, lift: real ? 96 : 18);
            else (pixel[0], pixel[1], pixel[2]) = real ? Palette.FalseNegative : Palette.FalsePositive;
        }

        return Imaging.Photo.FromPixels(pixels, row.Photo.Width, row.Photo.Height, PixelFormat.Rgb);
    }

    /// <summary>Brightness times <paramref name="share"/> over 256, plus <paramref name="lift"/>, without colour.</summary>
    private static void Fade(Span<byte> pixel, int share, int lift) =>
        pixel.Fill((byte)((((77 * pixel[0] + 150 * pixel[1] + 29 * pixel[2]) >> 8) * share >> 8) + lift));
}
