using Cutline.Imaging;

namespace Cutline.Web.Tests.Running;

/// <summary>Photos for <see cref="ColourCutter"/>: a car seen from the side before a plain wall, and a wall alone.</summary>
internal static class DrawnCar
{
    public const int Width = 360, Height = 240;

    private const int Samples = 3;

    private static readonly byte[][] Walls = [[198, 204, 210], [170, 184, 176], [214, 200, 186]];
    private static readonly byte[][] Paints = [[150, 26, 34], [28, 62, 128], [30, 92, 58], [232, 180, 40]];
    private static readonly Lazy<byte[]> First = new(() => Encoded(0));

    /// <summary>The first car as a JPEG.</summary>
    public static byte[] Jpeg => First.Value;

    /// <summary>The first car, and right of it one of half its size: 720×240 pixels; the first from 180 to 420.</summary>
    public static byte[] Two
    {
        get
        {
            using var car = Photo.Load(Encoded(0, PhotoFormat.Png));
            using var half = car.Resize(Width / 2, Height / 2, Kernel.Area);
            var pixels = new byte[2 * Width * Height * 3];
            for (var i = 0; i < pixels.Length; i++) pixels[i] = Walls[0][i % 3];
            foreach (var (photo, x, y) in new[] { (car, 120, 0), (half, 520, 90) })
                for (var row = 0; row < photo.Height; row++)
                    photo.Pixels.Slice(row * photo.Width * 3, photo.Width * 3).CopyTo(pixels.AsSpan(((y + row) * 2 * Width + x) * 3));
            using var two = Photo.FromPixels(pixels, 2 * Width, Height, PixelFormat.Rgb);
            return two.Encode(new PhotoEncoding(PhotoFormat.Png));
        }
    }

    /// <summary>A wall without a car.</summary>
    public static byte[] Nothing
    {
        get
        {
            using var photo = Photo.FromPixels(Enumerable.Repeat((byte)127, 300 * 200 * 3).ToArray(), 300, 200, PixelFormat.Rgb);
            return photo.Encode(new PhotoEncoding(PhotoFormat.Png));
        }
    }

    /// <summary>One of the cars, each of its own colours.</summary>
    public static byte[] Encoded(int index, PhotoFormat format = PhotoFormat.Jpeg)
    {
        var (wall, paint) = (Walls[index % Walls.Length], Paints[index % Paints.Length]);
        var pixels = new byte[Width * Height * 3];
        for (var i = 0; i < Width * Height; i++)
        {
            var sum = new int[3];
            var pixel = pixels.AsSpan(3 * i, 3);
            for (var s = 0; s < Samples * Samples; s++)
            {
                var (x, y) = (i % Width + (s % Samples + 0.5) / Samples, i / Width + (s / Samples + 0.5) / Samples);
                var colour = Colour((x - 60) / 2.4, (190 - y) / 2.4, wall, paint);
                for (var c = 0; c < 3; c++) sum[c] += colour[c];
            }

            for (var c = 0; c < 3; c++) pixel[c] = (byte)(sum[c] / (Samples * Samples));
        }

        using var photo = Photo.FromPixels(pixels, Width, Height, PixelFormat.Rgb);
        return photo.Encode(new PhotoEncoding(format));
    }

    /// <summary>A car 100 wide and 40 high that stands on y = 0; y counts upwards.</summary>
    private static byte[] Colour(double x, double y, byte[] wall, byte[] paint)
    {
        if (Math.Min(Math.Pow(x - 20, 2), Math.Pow(x - 79, 2)) + Math.Pow(y - 9, 2) < 81) return [24, 24, 26];
        var inCabin = y is >= 24 and < 40 && x > 22 + (y - 24) * 0.9 && x < 84 - (y - 24) * 0.6;
        var isGlass = y is > 26 and < 36 && x > 28 + (y - 24) * 0.9 && x < 78 - (y - 24) * 0.6;
        if (isGlass) return [56, 66, 74];
        return inCabin || (y is > 6 and < 24 && x is > 0 and < 100 && (x - y > -20 || y < 18)) ? paint : wall;
    }
}
