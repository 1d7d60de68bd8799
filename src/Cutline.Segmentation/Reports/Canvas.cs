using Cutline.Imaging;

namespace Cutline.Segmentation.Reports;

/// <summary>A page that pictures are laid on, row by row of pixels.</summary>
internal sealed class Canvas
{
    private const int Channels = 3;
    private readonly byte[] pixels;
    private readonly int width, height;

    /// <param name="page">An opaque RGBA drawing.</param>
    public Canvas(Photo page)
    {
        (width, height) = (page.Width, page.Height);
        pixels = new byte[width * height * Channels];
        var from = page.Pixels;
        for (int i = 0, at = 0; at < pixels.Length; i += 4, at += Channels) from.Slice(i, Channels).CopyTo(pixels.AsSpan(at));
    }

    /// <summary>Lays an RGB picture with its upper left corner at (x, y).</summary>
    /// <exception cref="ArgumentException">It reaches beyond the page.</exception>
    public void Put(Photo picture, int x, int y)
    {
        if (x < 0 || y < 0 || x + picture.Width > width || y + picture.Height > height || picture.Format != PixelFormat.Rgb)
            throw new ArgumentException($"a {picture.Format} picture of {picture.Width}×{picture.Height} at ({x}, {y}) does not fit a page of {width}×{height}");
        var stride = picture.Width * Channels;
        for (var row = 0; row < picture.Height; row++)
            picture.Pixels.Slice(row * stride, stride).CopyTo(pixels.AsSpan(((y + row) * width + x) * Channels));
    }

    public Photo ToPhoto() => Photo.FromPixels(pixels, width, height, PixelFormat.Rgb);
}
