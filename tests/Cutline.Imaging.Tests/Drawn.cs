using System.Buffers.Binary;
using Cutline.Imaging;

namespace Cutline.Imaging.Tests;

/// <summary>Pictures that tests draw.</summary>
internal static class Drawn
{
    private static readonly (char Name, byte R, byte G, byte B)[] Colours = [('r', 255, 0, 0), ('g', 0, 255, 0), ('b', 0, 0, 255), ('w', 255, 255, 255)];

    /// <summary>Red, green, blue and white quarters, row by row.</summary>
    internal static Photo Quarters(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (_, r, g, b) = Colours[(y < (height + 1) / 2 ? 0 : 2) + (x < (width + 1) / 2 ? 0 : 1)];
                ((byte[])[r, g, b]).CopyTo(pixels, (y * width + x) * 3);
            }
        }

        return Photo.FromPixels(pixels, width, height, PixelFormat.Rgb);
    }

    /// <summary>The colours in the four corners, such as <c>rgbw</c>.</summary>
    internal static string Corners(Photo photo)
    {
        string At(int x, int y)
        {
            var p = photo.Pixels.Slice((y * photo.Width + x) * 3, 3).ToArray();
            return Colours.Single(c => Math.Abs(c.R - p[0]) + Math.Abs(c.G - p[1]) + Math.Abs(c.B - p[2]) < 60).Name.ToString();
        }

        var (right, bottom) = (photo.Width - 3, photo.Height - 3);
        return At(2, 2) + At(right, 2) + At(2, bottom) + At(right, bottom);
    }

    /// <summary>An ICC profile's header, with no tags after it.</summary>
    internal static byte[] Profile()
    {
        var icc = new byte[132];
        icc[3] = 132;
        icc[8] = 2;
        "mntrRGB XYZ "u8.CopyTo(icc.AsSpan(12));
        "acsp"u8.CopyTo(icc.AsSpan(36));
        return icc;
    }

    /// <summary>A JPEG with an EXIF block that holds nothing but its orientation.</summary>
    internal static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt16BigEndian(exif.AsSpan(28), (short)orientation);
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }
}
