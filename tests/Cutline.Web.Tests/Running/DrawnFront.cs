using Cutline.Imaging;
using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;

namespace Cutline.Web.Tests.Running;

/// <summary>The front of a car before a wall, with lamps and a grille, and a plate of dark letters where one is asked for.</summary>
internal static class DrawnFront
{
    public const int Width = 720, Height = 480;

    private const int Samples = 3;

    private static readonly byte[] Wall = [196, 202, 208], Road = [110, 110, 112], Tyre = [24, 24, 26], Glass = [60, 70, 80],
        Lamp = [236, 238, 240], Chrome = [170, 172, 176], Grille = [30, 30, 32], White = [240, 240, 236], Ink = [20, 20, 24],
        Band = [10, 50, 150];

    /// <summary>Seven segments of each digit, from the top one clockwise to the middle one.</summary>
    private static readonly byte[] Digits = [0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F];

    /// <param name="plate">Its corners in the photo; null for a car without one.</param>
    /// <param name="paint">The car's colour.</param>
    /// <param name="european">With a blue band at its left, otherwise without one.</param>
    public static Photo Draw(Quad? plate, byte[] paint, bool european = true)
    {
        var pixels = new byte[Width * Height * 3];
        Parallel.For(0, Height, y =>
        {
            for (var x = 0; x < Width; x++)
            {
                var sum = new int[3];
                for (var s = 0; s < Samples * Samples; s++)
                {
                    var at = new Point(x + (s % Samples + 0.5) / Samples, y + (s / Samples + 0.5) / Samples);
                    var colour = plate is { } quad && OnPlate(quad, at, european) is { } shown ? shown : Car(at, paint);
                    for (var c = 0; c < 3; c++) sum[c] += colour[c];
                }

                for (var c = 0; c < 3; c++) pixels[(y * Width + x) * 3 + c] = (byte)(sum[c] / (Samples * Samples));
            }
        });
        return Photo.FromPixels(pixels, Width, Height, PixelFormat.Rgb);
    }

    /// <summary>The car's matte.</summary>
    public static Matte Matte(Photo photo)
    {
        var map = new float[180 * 120];
        for (var i = 0; i < map.Length; i++)
        {
            var at = new Point(i % 180 * 4 + 2, i / 180 * 4 + 2);
            map[i] = IsBody(at) || IsTyre(at) ? 1 : 0;
        }

        return Studio.Mattes.Matte.Estimate(photo, map, 180, 120);
    }

    private static byte[]? OnPlate(Quad plate, Point at, bool european)
    {
        var p = Inverse(plate, at);
        if (p.X is < 0 or > 1 || p.Y is < 0 or > 1) return null;
        if (p.X is < 0.012 or > 0.988 || p.Y is < 0.05 or > 0.95) return Ink;
        if (european && p.X < 0.09) return Band;
        var (left, width) = (european ? 0.13 : 0.06, european ? 0.82 : 0.88);
        var letter = (p.X - left) / width * 7;
        return letter is >= 0 and < 7 && IsWritten(Digits[(int)letter * 3 % 10], letter % 1 / 0.75, (p.Y - 0.2) / 0.6) ? Ink : White;
    }

    private static bool IsWritten(byte digit, double x, double y)
    {
        if (x is < 0 or > 1 || y is < 0 or > 1) return false;
        bool Lit(int segment) => (digit >> segment & 1) == 1;
        var (right, left, upper) = (x > 0.7, x < 0.3, y < 0.5);
        return (y < 0.18 && Lit(0)) || (y > 0.82 && Lit(3)) || (Math.Abs(y - 0.5) < 0.09 && Lit(6))
            || (right && Lit(upper ? 1 : 2)) || (left && Lit(upper ? 5 : 4));
    }

    private static bool IsBody(Point p) =>
        p is { Y: >= 190 and < 390, X: >= 130 and < 590 } || (p.Y is >= 80 and < 190 && Math.Abs(p.X - 360) < 150 + (p.Y - 80) * 0.5);

    private static bool IsTyre(Point p) => p.Y >= 380 && Math.Pow((Math.Abs(p.X - 360) - 180) / 36, 2) + Math.Pow((p.Y - 380) / 45, 2) < 1;

    private static byte[] Car(Point p, byte[] paint)
    {
        if (IsTyre(p)) return Tyre;
        if (!IsBody(p)) return p.Y < 400 ? Wall : Road;
        if (p.Y is >= 95 and < 180 && Math.Abs(p.X - 360) < 130 + (p.Y - 80) * 0.5) return Glass;
        var lamp = Math.Pow((Math.Abs(p.X - 360) - 170) / 46, 2) + Math.Pow((p.Y - 245) / 20, 2);
        if (lamp < 1) return lamp < 0.64 ? Lamp : Chrome;
        if (p.Y is >= 228 and < 272 && Math.Abs(p.X - 360) < 100) return p.Y % 11 < 4 ? Chrome : Grille;
        var shade = 1 - (p.Y - 190) / 900;
        return [(byte)(paint[0] * shade), (byte)(paint[1] * shade), (byte)(paint[2] * shade)];
    }

    /// <summary>The place within a parallelogram, 0 to 1 along its sides.</summary>
    private static Point Inverse(Quad quad, Point at)
    {
        var (across, down, from) = (quad.TopRight - quad.TopLeft, quad.BottomLeft - quad.TopLeft, at - quad.TopLeft);
        static double Cross(Point a, Point b) => a.X * b.Y - a.Y * b.X;
        var area = Cross(across, down);
        return new(Cross(from, down) / area, Cross(across, from) / area);
    }
}
