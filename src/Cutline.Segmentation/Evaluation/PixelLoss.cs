using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Evaluation;

/// <summary>Losses computed from probabilities, summed over pixels in float64.</summary>
/// <remarks>
/// A probability is kept at least 2⁻²⁴ from 0 and 1, the resolution of float32 below 1, so that a pixel's loss is at most 16.6: a loss
/// computed from logits in training may be higher at pixels that are wrong with certainty.
/// </remarks>
public static class PixelLoss
{
    private const double Least = 1.0 / (1 << 24);

    /// <summary>Binary cross-entropy: −log p where the truth is 1, −log(1 − p) where it is 0.</summary>
    /// <param name="probabilities">Of the foreground.</param>
    /// <param name="truth">0 and 1, or <see cref="ClassSet.Void"/>, which does not count.</param>
    /// <returns>The sum over all pixels, and their number.</returns>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static (double Sum, long Pixels) BinaryCrossEntropy(ReadOnlySpan<float> probabilities, ReadOnlySpan<byte> truth)
    {
        if (probabilities.Length != truth.Length)
            throw new ArgumentException($"{probabilities.Length} probabilities do not fit {truth.Length} pixels");
        var (sum, pixels) = (0.0, 0L);
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i] == ClassSet.Void) continue;
            sum -= Log(truth[i] == 0 ? 1.0 - probabilities[i] : probabilities[i]);
            pixels++;
        }

        return (sum, pixels);
    }

    /// <summary>Cross-entropy: −log of the true class's probability.</summary>
    /// <param name="probabilities">(K, P), class after class.</param>
    /// <param name="truth">P class indices, or <see cref="ClassSet.Void"/>, which does not count.</param>
    /// <param name="classes">K.</param>
    /// <returns>The sum over all pixels but void, and their number.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit, or an index is beyond the classes.</exception>
    public static (double Sum, long Pixels) CrossEntropy(ReadOnlySpan<float> probabilities, ReadOnlySpan<byte> truth, int classes)
    {
        if (probabilities.Length != (long)classes * truth.Length)
            throw new ArgumentException($"{probabilities.Length} probabilities are not of {classes} classes for {truth.Length} pixels");
        var (sum, pixels) = (0.0, 0L);
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i] == ClassSet.Void) continue;
            if (truth[i] >= classes) throw new ArgumentException($"class index {truth[i]} is in the truth, beyond the {classes} classes");
            sum -= Log(probabilities[truth[i] * truth.Length + i]);
            pixels++;
        }

        return (sum, pixels);
    }

    private static double Log(double probability) => Math.Log(Math.Clamp(probability, Least, 1));
}
