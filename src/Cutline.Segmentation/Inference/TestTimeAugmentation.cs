using Cutline.Torch;

namespace Cutline.Segmentation.Inference;

/// <summary>Several looks at one input, resized and mirrored, whose probabilities are averaged: for any model that takes inputs of any size.</summary>
/// <param name="Flip">Whether each scale is looked at mirrored, too.</param>
/// <param name="Scales">Sizes relative to the input's.</param>
public sealed record TestTimeAugmentation(bool Flip, IReadOnlyList<double> Scales)
{
    /// <param name="probabilities">(N, C, h, w) → (N, K, h, w).</param>
    /// <param name="x">(N, C, H, W).</param>
    /// <returns>(N, K, H, W): the mean of all looks, each brought back to the input's size and direction first.</returns>
    public Tensor Predict(Func<Tensor, Tensor> probabilities, Tensor x)
    {
        using var scope = new TensorScope();
        var (height, width) = (x.Shape[2], x.Shape[3]);
        Tensor? sum = null;
        foreach (var scale in Scales)
        {
            var sized = Resize(x, Scaled(height, scale), Scaled(width, scale));
            foreach (var mirrored in Flip ? (bool[])[false, true] : [false])
            {
                using var look = new TensorScope();
                var seen = mirrored ? probabilities(sized.Flip(3)).Flip(3) : probabilities(sized);
                seen = Resize(seen, height, width);
                sum = look.Keep(sum is null ? seen : sum + seen);
            }
        }

        return scope.Keep(sum! / (Scales.Count * (Flip ? 2 : 1)));
    }

    private static long Scaled(long side, double scale) => Math.Max(1, (long)Math.Round(side * scale));

    private static Tensor Resize(Tensor x, long height, long width) => x.Shape[2] == height && x.Shape[3] == width ? x : F.Bilinear(x, height, width);
}
