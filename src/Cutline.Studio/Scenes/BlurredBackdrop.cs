using Cutline.Imaging;
using Cutline.Studio.Pixels;

namespace Cutline.Studio.Scenes;

/// <summary>
/// The photo's own background, out of focus. The subject is left out, so that its colours make no halo:
/// colours are averaged with the weight 1 − alpha (normalized convolution, Knutsson and Westin 1993).
/// </summary>
internal sealed record BlurredBackdrop : Backdrop
{
    /// <summary>Longer side of the grid that is blurred; the result has no finer detail.</summary>
    private const int Cells = 320;

    /// <summary>Radius of the box filters, as a fraction of the longer side.</summary>
    private const double Radius = 0.012;

    internal override void Paint(SceneCanvas canvas)
    {
        var (photo, matte) = (canvas.Photo, canvas.Matte);
        var scale = Math.Min(1, (double)Cells / Math.Max(photo.Width, photo.Height));
        var (width, height) = (Math.Max(1, (int)(photo.Width * scale)), Math.Max(1, (int)(photo.Height * scale)));
        using var colours = photo.Resize(width, height, Kernel.Area);
        using var alpha = Photo.FromPixels(matte.Alpha, matte.Width, matte.Height, PixelFormat.Grey);
        using var subject = alpha.Resize(width, height, Kernel.Area);
        var weight = new Plane(width, height);
        for (var i = 0; i < weight.Values.Length; i++) weight.Values[i] = Math.Max(1 - subject.Pixels[i] / 255f, 1e-3f);

        var radius = Math.Max(1, (int)Math.Round(Radius * Math.Max(width, height)));
        var total = weight.BoxBlur(radius, radius);
        var blurred = new byte[width * height * 3];
        for (var c = 0; c < 3; c++)
        {
            var channel = new Plane(width, height);
            for (var i = 0; i < channel.Values.Length; i++) channel.Values[i] = colours.Pixels[3 * i + c] * weight.Values[i];
            var sum = channel.BoxBlur(radius, radius);
            for (var i = 0; i < sum.Values.Length; i++)
                blurred[3 * i + c] = (byte)Math.Clamp(sum.Values[i] / total.Values[i] + 0.5f, 0, 255);
        }

        using var small = Photo.FromPixels(blurred, width, height, PixelFormat.Rgb);
        using var large = small.Resize(photo.Width, photo.Height, Kernel.Bilinear);
        canvas.EachRow((y, row) =>
        {
            var pixels = row.Span;
            var line = large.Pixels.Slice(Reflected(y + canvas.Frame.Y, photo.Height) * photo.Width * 3, photo.Width * 3);
            for (var x = 0; x < canvas.Width; x++) line.Slice(Reflected(x + canvas.Frame.X, photo.Width) * 3, 3).CopyTo(pixels[(3 * x)..]);
        });
    }

    /// <summary>The index of a pixel, reflected at the photo's borders.</summary>
    private static int Reflected(int at, int length)
    {
        var turned = ((at % (2 * length)) + 2 * length) % (2 * length);
        return turned < length ? turned : 2 * length - 1 - turned;
    }
}
