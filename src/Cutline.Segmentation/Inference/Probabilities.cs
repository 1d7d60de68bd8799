namespace Cutline.Segmentation.Inference;

/// <summary>From a model's output to probabilities.</summary>
public static class Probabilities
{
    /// <summary>How far outside [0, 1] a probability may lie by rounding.</summary>
    private const float Tolerance = 1e-3f;

    /// <summary>Makes probabilities of an output, in place.</summary>
    /// <param name="activation">The function between output and probabilities.</param>
    /// <param name="values">(N, K, P), photo after photo, class after class.</param>
    /// <param name="classes">K.</param>
    /// <param name="pixels">P.</param>
    /// <param name="file">Named in errors.</param>
    /// <exception cref="ModelException">The output is said to hold probabilities and does not.</exception>
    public static void Activate(Activation activation, Span<float> values, int classes, int pixels, string file)
    {
        if (activation == Activation.Sigmoid) Sigmoid(values);
        if (activation == Activation.Softmax) Softmax(values, classes, pixels);
        if (activation != Activation.None) return;
        var (low, high) = (0f, 0f);
        foreach (var value in values) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        if (low >= -Tolerance && high <= 1 + Tolerance) return;
        var range = FormattableString.Invariant($"from {low:G4} to {high:G4}");
        var repair = classes == 1 ? "sigmoid" : "softmax";
        throw new ModelException($"{file} makes numbers {range}, not probabilities: use the activation {repair}");
    }

    /// <summary>1 / (1 + e⁻ˣ) of each value, in place.</summary>
    public static void Sigmoid(Span<float> logits)
    {
        foreach (ref var x in logits) x = 1 / (1 + MathF.Exp(-x));
    }

    /// <summary>e^xᵢ / Σ e^xⱼ over the classes of each pixel, in place.</summary>
    /// <param name="logits">(N, K, P).</param>
    /// <param name="classes">K.</param>
    /// <param name="pixels">P.</param>
    public static void Softmax(Span<float> logits, int classes, int pixels)
    {
        for (var photo = 0; photo < logits.Length; photo += classes * pixels)
        {
            for (var i = photo; i < photo + pixels; i++)
            {
                var (most, sum) = (float.NegativeInfinity, 0f);
                for (var c = 0; c < classes; c++) most = Math.Max(most, logits[i + c * pixels]);
                for (var c = 0; c < classes; c++) sum += logits[i + c * pixels] = MathF.Exp(logits[i + c * pixels] - most);
                for (var c = 0; c < classes; c++) logits[i + c * pixels] /= sum;
            }
        }
    }
}
