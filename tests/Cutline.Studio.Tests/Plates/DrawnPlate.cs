using Cutline.Imaging;
using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;

namespace Cutline.Studio.Tests.Plates;

/// <summary>
/// A car's body of 500×320 at (50, 40) in a photo of 600×400, with a written plate on it, drawn with 4×4 samples a pixel.
/// </summary>
internal sealed class DrawnPlate : IDisposable
{
    public const int Width = 600, Height = 400, Samples = 4;

    /// <param name="plate">Null for a body without one.</param>
    /// <param name="letters">Upright strokes from side to side; 0 for none.</param>
    public DrawnPlate(Quad? plate, byte body = 60, byte ground = 225, byte ink = 30, int letters = 7)
    {
        var place = plate is { } quad ? new Homography(quad) : default;
        var pixels = new byte[Width * Height * 3];
        for (var i = 0; i < Width * Height; i++)
        {
            var sum = 0;
            for (var s = 0; s < Samples * Samples; s++)
            {
                var at = new Point(i % Width + (s % Samples + 0.5) / Samples, i / Width + (s / Samples + 0.5) / Samples);
                sum += plate is null ? Body(at, body) : Shade(place.From(at), at, body, ground, ink, letters);
            }

            pixels.AsSpan(3 * i, 3).Fill((byte)(sum / (Samples * Samples)));
        }

        Photo = Photo.FromPixels(pixels, Width, Height, PixelFormat.Rgb);
        Matte = new Matte(Width, Height, 1);
        for (var i = 0; i < Width * Height; i++)
            Matte.Writable[i] = i % Width is >= 50 and < 550 && i / Width is >= 40 and < 360 ? (byte)255 : (byte)0;
        Matte.Measure();
    }

    public Photo Photo { get; }

    public Matte Matte { get; }

    /// <summary>The furthest that a corner lies from where it should.</summary>
    public static double Off(Quad found, Quad truth) => found.Corners.Zip(truth.Corners, (a, b) => (a - b).Length).Max();

    public void Dispose()
    {
        Matte.Dispose();
        Photo.Dispose();
    }

    private static byte Shade(Point at, Point photo, byte body, byte ground, byte ink, int letters)
    {
        if (at.X is < 0 or > 1 || at.Y is < 0 or > 1) return Body(photo, body);
        var stroke = (at.X - 0.08) / 0.84 * letters;
        return letters > 0 && at.X is > 0.08 and < 0.92 && at.Y is > 0.2 and < 0.8 && stroke - Math.Floor(stroke) < 0.5 ? ink : ground;
    }

    /// <summary>A round lamp on each side of an even body.</summary>
    private static byte Body(Point at, byte body) =>
        (at - new Point(120, 200)).Length < 28 || (at - new Point(480, 200)).Length < 28 ? (byte)240 : body;
}
