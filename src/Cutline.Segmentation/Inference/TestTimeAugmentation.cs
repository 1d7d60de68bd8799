namespace Cutline.Segmentation.Inference;

/// <summary>
/// Test-time augmentation: one input predicted several times, resized and mirrored, and the probabilities averaged. For models that take
/// inputs of any size.
/// </summary>
/// <param name="Flip">Whether each scale is predicted mirrored, too.</param>
/// <param name="Scales">Sizes relative to the input's.</param>
public sealed record TestTimeAugmentation(bool Flip, IReadOnlyList<double> Scales)
{
    /// <summary>Whether the input is predicted once, as it is.</summary>
    public bool IsNone => !Flip && Scales is [1];

    /// <param name="probabilities">(C, h, w) → (K, h, w).</param>
    /// <param name="x">(C, H, W).</param>
    /// <returns>(K, H, W): the mean of all predictions, each brought back to the input's size and direction first.</returns>
    public Planes Predict(Func<Planes, Planes> probabilities, Planes x)
    {
        Planes? sum = null;
        foreach (var scale in Scales)
        {
            var sized = x.Resize(Scaled(x.Height, scale), Scaled(x.Width, scale));
            foreach (var mirrored in Flip ? (bool[])[false, true] : [false])
            {
                var predicted = mirrored ? probabilities(sized.Mirror()).Mirror() : probabilities(sized);
                predicted = predicted.Resize(x.Height, x.Width);
                if (sum is null) sum = new((float[])predicted.Values.Clone(), predicted.Channels, predicted.Height, predicted.Width);
                else Add(sum.Values, predicted.Values);
            }
        }

        var views = Scales.Count * (Flip ? 2 : 1);
        foreach (ref var value in sum!.Values.AsSpan()) value /= views;
        return sum;
    }

    private static void Add(Span<float> sum, ReadOnlySpan<float> values)
    {
        for (var i = 0; i < sum.Length; i++) sum[i] += values[i];
    }

    private static int Scaled(int side, double scale) => Math.Max(1, (int)Math.Round(side * scale));
}
