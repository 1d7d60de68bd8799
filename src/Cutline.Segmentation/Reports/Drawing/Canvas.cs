using System.Runtime.InteropServices;
using Cutline.Imaging;
using SkiaSharp;

namespace Cutline.Segmentation.Reports.Drawing;

/// <summary>A white page that text, shapes and photos are drawn on.</summary>
internal sealed class Canvas : IDisposable
{
    private readonly SKBitmap bitmap;

    /// <summary>A page of this size in pixels.</summary>
    public Canvas(int width, int height)
    {
        bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        Skia = new SKCanvas(bitmap);
        Skia.Clear(Palette.Paper);
    }

    /// <summary>For drawing what this class has no method for.</summary>
    public SKCanvas Skia { get; }

    public int Width => bitmap.Width;

    public int Height => bitmap.Height;

    /// <summary>Draws a line of text, its baseline at <paramref name="y"/>.</summary>
    public void Text(string text, double x, double y, TextStyle style) => style.Draw(Skia, text, (float)x, (float)y);

    /// <summary>
    /// Draws a line of text from below upwards, its baseline at <paramref name="x"/>; at <paramref name="y"/> it begins, or has its middle
    /// or end.
    /// </summary>
    public void UprightText(string text, double x, double y, TextStyle style)
    {
        Skia.Save();
        Skia.Translate((float)x, (float)y);
        Skia.RotateDegrees(-90);
        style.Draw(Skia, text, 0, 0);
        Skia.Restore();
    }

    /// <summary>Fills a rectangle, its corners rounded by <paramref name="radius"/> pixels, with an outline where one is given.</summary>
    public void Rectangle(double x, double y, double width, double height, SKColor fill, float radius = 0, SKColor? outline = null)
    {
        var rectangle = new SKRect((float)x, (float)y, (float)(x + width), (float)(y + height));
        using var paint = new SKPaint { Color = fill, IsAntialias = radius > 0 };
        Skia.DrawRoundRect(rectangle, radius, radius, paint);
        if (outline is not { } colour) return;
        using var pen = new SKPaint { Color = colour, IsAntialias = radius > 0, IsStroke = true, StrokeWidth = 1 };
        rectangle.Inflate(-0.5f, -0.5f);
        Skia.DrawRoundRect(rectangle, radius, radius, pen);
    }

    /// <summary>Draws the sample of a line, as legends show it.</summary>
    public void LineSample(double x, double y, double width, SKColor colour, bool dashed)
    {
        using var dashes = dashed ? SKPathEffect.CreateDash([7, 5], 0) : null;
        using var pen = new SKPaint { Color = colour, IsAntialias = true, IsStroke = true, StrokeWidth = 3, PathEffect = dashes };
        Skia.DrawLine((float)x, (float)y, (float)(x + width), (float)y, pen);
    }

    /// <summary>Copies a picture's pixels, its upper left corner at (x, y).</summary>
    /// <exception cref="ArgumentException">It reaches beyond the page, or is neither RGB nor grey.</exception>
    public void Put(Photo picture, int x, int y)
    {
        if (x < 0 || y < 0 || x + picture.Width > Width || y + picture.Height > Height || picture.Format == PixelFormat.Rgba)
            throw new ArgumentException(
                $"a {picture.Format} picture of {picture.Width}×{picture.Height} at ({x}, {y}) does not fit a page of {Width}×{Height}");
        var to = MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan());
        var from = picture.Pixels;
        var grey = picture.Format == PixelFormat.Grey;
        for (int row = 0, at = 0; row < picture.Height; row++)
        {
            foreach (ref var pixel in to.Slice((y + row) * Width + x, picture.Width))
            {
                pixel = grey ? from[at] * 0x010101u | 0xFF000000 : (uint)(from[at] | from[at + 1] << 8 | from[at + 2] << 16) | 0xFF000000;
                at += grey ? 1 : 3;
            }
        }
    }

    /// <summary>The page as a picture, RGB.</summary>
    public Photo ToPhoto()
    {
        var pixels = new byte[Width * Height * 3];
        var from = bitmap.GetPixelSpan();
        for (int i = 0, at = 0; at < pixels.Length; i += 4, at += 3) from.Slice(i, 3).CopyTo(pixels.AsSpan(at));
        return Photo.FromPixels(pixels, Width, Height, PixelFormat.Rgb);
    }

    public void Dispose()
    {
        Skia.Dispose();
        bitmap.Dispose();
    }
}
