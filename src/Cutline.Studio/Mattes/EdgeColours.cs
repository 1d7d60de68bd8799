using System.Runtime.Intrinsics;
using Cutline.Imaging;

namespace Cutline.Studio.Mattes;

/// <summary>
/// Estimates the foreground colour of half-transparent pixels. The initial estimates F̂ and B̂ are the mean colours of the nearest opaque
/// and the nearest transparent pixels; the residual of the compositing equation then corrects F̂ in proportion to alpha:
/// F = F̂ + α(I − αF̂ − (1−α)B̂) (Forte 2021, "Approximate Fast Foreground Colour Estimation").
/// </summary>
internal sealed class EdgeColours(Photo photo, Matte matte)
{
    private const int Radius = 4;

    /// <summary>Sum of neighbour weights at which the search stops: about two adjacent pixels.</summary>
    private const float SufficientWeight = 0.5f;

    /// <summary>
    /// Weight of a neighbour as an opaque pixel, by its alpha: the square of a ramp from 0 at 0.9 to 1 at 1, since lower alpha
    /// mixes in the background.
    /// </summary>
    private static readonly float[] OpaqueWeights =
        [.. Enumerable.Range(0, 256).Select(a => Math.Max(0, (a / 255f - 0.9f) / 0.1f)).Select(a => a * a)];

    /// <summary>Weights of the neighbours by distance: 1 / (1 + d²).</summary>
    private static readonly float[] DistanceWeights =
    [
        .. from dy in Enumerable.Range(-Radius, 2 * Radius + 1)
           from dx in Enumerable.Range(-Radius, 2 * Radius + 1)
           select 1f / (1 + dx * dx + dy * dy),
    ];

    /// <summary>
    /// The foreground colour of a pixel whose alpha is between 0 and 255; the photo's colour where no opaque pixel is near.
    /// </summary>
    public (byte R, byte G, byte B) At(int x, int y)
    {
        var pixels = photo.Pixels;
        var alphas = matte.Alpha;
        var (foreground, background) = (Vector128<float>.Zero, Vector128<float>.Zero);
        for (var step = 1; step <= 4; step *= 2)
        {
            Gather(x, y, step, pixels, alphas, ref foreground, ref background);
            if (foreground.GetElement(3) >= SufficientWeight && background.GetElement(3) >= SufficientWeight) break;
        }

        var i = y * photo.Width + x;
        var observed = Vector128.Create(pixels[i * 3], pixels[i * 3 + 1], pixels[i * 3 + 2], 0f);
        if (foreground.GetElement(3) == 0) return (pixels[i * 3], pixels[i * 3 + 1], pixels[i * 3 + 2]);
        var alpha = alphas[i] / 255f;
        var estimate = foreground / foreground.GetElement(3);
        if (background.GetElement(3) > 0)
        {
            var behind = background / background.GetElement(3);
            var residual = observed - estimate * alpha - behind * (1 - alpha);
            estimate += residual * alpha;
        }

        estimate = Vector128.Min(Vector128.Max(estimate, Vector128<float>.Zero), Vector128.Create(255f)) + Vector128.Create(0.5f);
        return ((byte)estimate.GetElement(0), (byte)estimate.GetElement(1), (byte)estimate.GetElement(2));
    }

    /// <summary>
    /// Sums the opaque and the transparent pixels of a square around (x, y), sampled every <paramref name="step"/> pixels,
    /// as (R, G, B, 1) · weight.
    /// </summary>
    private void Gather(
        int x, int y, int step, ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> alphas, ref Vector128<float> foreground,
        ref Vector128<float> background)
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
                var (opaque, empty) = (OpaqueWeights[alphas[i]], OpaqueWeights[255 - alphas[i]]);
                if (opaque + empty == 0) continue;
                var weight = DistanceWeights[(dy + Radius) * (2 * Radius + 1) + dx + Radius];
                var colour = Vector128.Create(pixels[i * 3], pixels[i * 3 + 1], pixels[i * 3 + 2], 1f) * weight;
                foreground += colour * opaque;
                background += colour * empty;
            }
        }
    }
}
