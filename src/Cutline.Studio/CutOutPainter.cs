using Cutline.Imaging;
using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;

namespace Cutline.Studio;

/// <summary>
/// Writes the pixels of a cut-out: the photo's colours where it is opaque, estimated foreground colours where it is half-transparent.
/// </summary>
internal sealed class CutOutPainter
{
    private readonly Photo photo;
    private readonly Matte matte;
    private readonly Background background;
    private readonly EdgeColours? colours;

    /// <exception cref="ArgumentException">The photo is not RGB, or the matte is of another size.</exception>
    public CutOutPainter(Photo photo, Matte matte, CutOutOptions options)
    {
        if (photo.Format != PixelFormat.Rgb) throw new ArgumentException($"the photo is {photo.Format}: load it as {PixelFormat.Rgb}");
        if ((matte.Width, matte.Height) != (photo.Width, photo.Height))
            throw new ArgumentException(
                $"the matte is {matte.Width}×{matte.Height}, the photo {photo.Width}×{photo.Height}: estimate it from this photo");
        (this.photo, this.matte, background) = (photo, matte, options.Background);
        if (options.Decontaminate) colours = new EdgeColours(photo, matte);
    }

    /// <summary>Paints a part of the photo.</summary>
    /// <param name="part">In pixels of the photo.</param>
    /// <param name="target">(part's height, part's width, 4), or 3 channels on a background.</param>
    public void Paint(Box part, Memory<byte> target)
    {
        var stride = target.Length / part.Height;
        Parallel.For(0, part.Height, row =>
        {
            var y = part.Y + row;
            var to = target.Span.Slice(row * stride, stride);
            var rgb = photo.Pixels.Slice((y * photo.Width + part.X) * 3, part.Width * 3);
            var alpha = matte.Alpha.Slice(y * matte.Width + part.X, part.Width);
            for (var x = 0; x < part.Width;)
            {
                var run = alpha[x..].IndexOfAnyExcept(alpha[x]);
                if (run < 0) run = part.Width - x;
                switch (alpha[x])
                {
                    case 0: Empty(to, x, run); break;
                    case 255: Opaque(rgb, to, x, run); break;
                    default:
                        for (var i = x; i < x + run; i++)
                        {
                            var own = colours?.At(part.X + i, y) ?? (rgb[i * 3], rgb[i * 3 + 1], rgb[i * 3 + 2]);
                            Mixed(own, alpha[i], to, i);
                        }

                        break;
                }

                x += run;
            }

            if (matte.Clearness is { } clear) SeeThrough(clear.AsSpan(y * matte.Width + part.X, part.Width), to);
        });
    }

    /// <summary>Lets the background show through a painted row.</summary>
    private void SeeThrough(ReadOnlySpan<byte> clear, Span<byte> to)
    {
        for (var x = 0; x < clear.Length; x++)
        {
            if (clear[x] == 0) continue;
            var kept = (byte)(255 - clear[x]);
            if (background.IsTransparent) to[x * 4 + 3] = Over(to[x * 4 + 3], 0, kept);
            else (to[x * 3], to[x * 3 + 1], to[x * 3 + 2]) = (
                Over(to[x * 3], background.Red, kept), Over(to[x * 3 + 1], background.Green, kept),
                Over(to[x * 3 + 2], background.Blue, kept));
        }
    }

    private void Empty(Span<byte> to, int x, int count)
    {
        if (background.IsTransparent)
        {
            to.Slice(x * 4, count * 4).Clear();
            return;
        }

        to = to.Slice(x * 3, count * 3);
        if (background.Red == background.Green && background.Green == background.Blue) to.Fill(background.Red);
        else for (var i = 0; i < to.Length; i += 3) (to[i], to[i + 1], to[i + 2]) = (background.Red, background.Green, background.Blue);
    }

    private void Opaque(ReadOnlySpan<byte> rgb, Span<byte> to, int x, int count)
    {
        rgb = rgb.Slice(x * 3, count * 3);
        if (!background.IsTransparent)
        {
            rgb.CopyTo(to[(x * 3)..]);
            return;
        }

        to = to.Slice(x * 4, count * 4);
        for (int from = 0, i = 0; i < to.Length; from += 3, i += 4)
            (to[i], to[i + 1], to[i + 2], to[i + 3]) = (rgb[from], rgb[from + 1], rgb[from + 2], 255);
    }

    private void Mixed((byte R, byte G, byte B) own, byte alpha, Span<byte> to, int x)
    {
        if (background.IsTransparent) (to[x * 4], to[x * 4 + 1], to[x * 4 + 2], to[x * 4 + 3]) = (own.R, own.G, own.B, alpha);
        else (to[x * 3], to[x * 3 + 1], to[x * 3 + 2]) = (
            Over(own.R, background.Red, alpha), Over(own.G, background.Green, alpha), Over(own.B, background.Blue, alpha));
    }

    private static byte Over(byte above, byte below, byte alpha) => (byte)((above * alpha + below * (255 - alpha) + 127) / 255);
}
