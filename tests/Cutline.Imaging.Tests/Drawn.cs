using System.Buffers.Binary;
using Cutline.Imaging;

namespace Cutline.Imaging.Tests;

/// <summary>Pictures that tests draw.</summary>
internal static class Drawn
{
    private static readonly (char Name, byte R, byte G, byte B)[] Colours =
        [('r', 255, 0, 0), ('g', 0, 255, 0), ('b', 0, 0, 255), ('w', 255, 255, 255)];

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

    /// <summary>A JPEG with an EXIF block that holds nothing but its orientation.</summary>
    internal static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        byte[] field = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0];
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, .. field, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt16BigEndian(exif.AsSpan(28), (short)orientation);
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }

    /// <summary>A JPEG with an ICC profile.</summary>
    internal static byte[] WithProfile(byte[] jpeg, byte[] icc)
    {
        byte[] head = [0xFF, 0xE2, 0, 0, .. "ICC_PROFILE\0"u8, 1, 1];
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(2), checked((short)(head.Length - 2 + icc.Length)));
        return [.. jpeg[..2], .. head, .. icc, .. jpeg[2..]];
    }

    /// <summary>A picture that no encoder makes small: every value is random.</summary>
    internal static Photo Noise(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        new Random(11).NextBytes(pixels);
        return Photo.FromPixels(pixels, width, height, PixelFormat.Rgb);
    }
}
