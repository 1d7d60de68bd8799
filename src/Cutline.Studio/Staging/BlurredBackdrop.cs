using Cutline.Imaging;

namespace Cutline.Studio.Staging;

/// <summary>
/// The photo's own surroundings as a wide lens stop shows them. The subject takes no part, so that its colours make no halo:
/// colours are averaged with the weight of what is background (Knutsson and Westin 1993, normalised convolution).
/// </summary>
internal sealed record BlurredBackdrop : Backdrop
{
    /// <summary>Longer side of the grid that is blurred; a blurred picture has no finer detail.</summary>
    private const int Cells = 320;

    /// <summary>Radius of the blur's boxes as a share of the longer side.</summary>
    private const double Radius = 0.012;

    internal override void Paint(Stage stage)
    {
        var (photo, matte) = (stage.Photo, stage.Matte);
        var scale = Math.Min(1, (double)Cells / Math.Max(photo.Width, photo.Height));
        var (width, height) = (Math.Max(1, (int)(photo.Width * scale)), Math.Max(1, (int)(photo.Height * scale)));
        using var colours = photo.Resize(width, height, Kernel.Area);
        using var alpha = Photo.FromPixels(matte.Alpha, matte.Width, matte.Height, PixelFormat.Grey);
        using var subject = alpha.Resize(width, height, Kernel.Area);
        var weight = new Plane(width, height);
        for (var i = 0; i < weight.Values.Length; i++) weight.Values[i] = Math.Max(1 - subject.Pixels[i] / 255f, 1e-3f);

        var radius = Math.Max(1, (int)Math.Round(Radius * Math.Max(width, height)));
        var total = weight.Soften(radius, radius);
        var blurred = new byte[width * height * 3];
        for (var c = 0; c < 3; c++)
        {
            var channel = new Plane(width, height);
            for (var i = 0; i < channel.Values.Length; i++) channel.Values[i] = colours.Pixels[3 * i + c] * weight.Values[i];
            var sum = channel.Soften(radius, radius);
            for (var i = 0; i < sum.Values.Length; i++) blurred[3 * i + c] = (byte)Math.Clamp(sum.Values[i] / total.Values[i] + 0.5f, 0, 255);
        }

        using var small = Photo.FromPixels(blurred, width, height, PixelFormat.Rgb);
        using var large = small.Resize(photo.Width, photo.Height, Kernel.Bilinear);
        stage.EachRow((y, row) =>
        {
            var pixels = row.Span;
            var line = large.Pixels.Slice(Within(y + stage.Frame.Y, photo.Height) * photo.Width * 3, photo.Width * 3);
            for (var x = 0; x < stage.Width; x++) line.Slice(Within(x + stage.Frame.X, photo.Width) * 3, 3).CopyTo(pixels[(3 * x)..]);
        });
    }

    /// <summary>Beyond its border the photo goes on as its mirror image.</summary>
    private static int Within(int at, int length)
    {
        var turned = ((at % (2 * length)) + 2 * length) % (2 * length);
        return turned < length ? turned : 2 * length - 1 - turned;
    }
}
