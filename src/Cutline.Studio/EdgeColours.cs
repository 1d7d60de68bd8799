using System.Runtime.Intrinsics;
using Cutline.Imaging;

namespace Cutline.Studio;

/// <summary>
/// The subject's own colour at half-transparent pixels. First guesses F̂ and B̂ are the mean colours of the nearest opaque and the nearest
/// empty pixels; what they leave unexplained of the pixel's colour I corrects F̂, the more the more opaque the pixel is:
/// F = F̂ + α(I − αF̂ − (1−α)B̂), as in Forte, "Approximate Fast Foreground Colour Estimation", 2021.
/// </summary>
internal sealed class EdgeColours(Photo photo, Matte matte)
{
    private const int Radius = 4;

    /// <summary>Weight of neighbours, about that of two near ones, after which the search goes no further.</summary>
    private const float Enough = 0.5f;

    /// <summary>How much a neighbour counts as opaque, by its alpha: one that is not quite opaque holds a little of the background.</summary>
    private static readonly float[] Opaque = [.. Enumerable.Range(0, 256).Select(a => Sure(a / 255f)).Select(a => a * a)];

    private static readonly float[] Near = [.. from dy in Enumerable.Range(-Radius, 2 * Radius + 1) from dx in Enumerable.Range(-Radius, 2 * Radius + 1) select 1f / (1 + dx * dx + dy * dy)];

    /// <summary>The subject's colour at a pixel of alpha between 0 and 255; the photo's own where nothing opaque is near.</summary>
    public (byte R, byte G, byte B) At(int x, int y)
    {
        var pixels = photo.Pixels;
        var alphas = matte.Alpha;
        var (foreground, background) = (Vector128<float>.Zero, Vector128<float>.Zero);
        for (var step = 1; step <= 4; step *= 2)
        {
            Gather(x, y, step, pixels, alphas, ref foreground, ref background);
            if (foreground.GetElement(3) >= Enough && background.GetElement(3) >= Enough) break;
        }

        var i = y * photo.Width + x;
        var seen = Vector128.Create(pixels[i * 3], pixels[i * 3 + 1], pixels[i * 3 + 2], 0f);
        if (foreground.GetElement(3) == 0) return (pixels[i * 3], pixels[i * 3 + 1], pixels[i * 3 + 2]);
        var alpha = alphas[i] / 255f;
        var own = foreground / foreground.GetElement(3);
        if (background.GetElement(3) > 0)
        {
            var behind = background / background.GetElement(3);
            var unexplained = seen - own * alpha - behind * (1 - alpha);
            own += unexplained * alpha;
        }

        own = Vector128.Min(Vector128.Max(own, Vector128<float>.Zero), Vector128.Create(255f)) + Vector128.Create(0.5f);
        return ((byte)own.GetElement(0), (byte)own.GetElement(1), (byte)own.GetElement(2));
    }

    /// <summary>Adds up the opaque and the empty pixels of a square around (x, y), <paramref name="step"/> pixels apart, as (R, G, B, 1) · weight.</summary>
    private void Gather(int x, int y, int step, ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> alphas, ref Vector128<float> foreground, ref Vector128<float> background)
    {
        for (var dy = -Radius; dy <= Radius; dy++)
        {
            var ny = y + dy * step;
            if ((uint)ny >= (uint)photo.Height) continue;
            for (var dx = -Radius; dx <= Radius; dx++)
            {
                var nx = x + dx * step;
                if ((uint)nx >= (uint)photo.Width) continue;
                var i = ny * photo.Width + nx;
                var (opaque, empty) = (Opaque[alphas[i]], Opaque[255 - alphas[i]]);
                if (opaque + empty == 0) continue;
                var colour = Vector128.Create(pixels[i * 3], pixels[i * 3 + 1], pixels[i * 3 + 2], 1f) * Near[(dy + Radius) * (2 * Radius + 1) + dx + Radius];
                foreground += colour * opaque;
                background += colour * empty;
            }
        }
    }

    private static float Sure(float alpha) => Math.Max(0, (alpha - 0.9f) / 0.1f);
}
