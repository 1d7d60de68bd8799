using Cutline.Imaging;
using Cutline.Segmentation.Inference;

namespace Cutline.Segmentation.Tests.Inference;

/// <summary>A bright body with an antenna and a mirror of a few pixels before a dark ground, and what a coarse model knows of it.</summary>
internal sealed class DrawnCar : IDisposable
{
    public const int Width = 400, Height = 240, Cell = 8;

    public DrawnCar()
    {
        var pixels = new byte[Width * Height * 3];
        for (var i = 0; i < Truth.Length; i++)
        {
            var (x, y) = (i % Width, i / Width);
            var body = Math.Pow((x - 197.3) / 120, 2) + Math.Pow((y - 141.7) / 51, 2) < 1;
            var (antenna, mirror) = (x is >= 240 and < 243 && y is >= 62 and < 142, x is >= 84 and < 92 && y is >= 98 and < 112);
            Truth[i] = body || antenna || mirror ? (byte)1 : (byte)0;
            pixels.AsSpan(3 * i, 3).Fill(Truth[i] > 0 ? (byte)210 : (byte)(40 + x % 7));
        }

        Photo = Photo.FromPixels(pixels, Width, Height, PixelFormat.Rgb);
    }

    public Photo Photo { get; }

    public byte[] Truth { get; } = new byte[Width * Height];

    /// <summary>The share of the car in cells of 8×8 pixels, made steeper.</summary>
    public ProbabilityMap Coarse()
    {
        var values = new float[Width / Cell * (Height / Cell)];
        for (var i = 0; i < Truth.Length; i++) values[i / Width / Cell * (Width / Cell) + i % Width / Cell] += Truth[i] / 64f;
        return new(Array.ConvertAll(values, v => 1 / (1 + MathF.Exp(-12 * (v - 0.5f)))), Width / Cell, Height / Cell, Width, Height);
    }

    public void Dispose() => Photo.Dispose();
}
