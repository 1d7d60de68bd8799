using static TorchSharp.torch;

namespace Cutline.Training.Losses;

/// <summary>The weight of each class in a mean over pixels.</summary>
internal sealed class ClassWeights
{
    private readonly double[]? weights;

    /// <param name="weights">One for each class, in the order of the classes; null or empty for 1 each.</param>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or all of them are 0.</exception>
    public ClassWeights(IReadOnlyList<double>? weights)
    {
        this.weights = weights is null or { Count: 0 } ? null : [.. weights];
        if (this.weights is null) return;
        var listed = string.Join(", ", this.weights.Select(w => FormattableString.Invariant($"{w}")));
        LossRange.Check(
            this.weights.All(w => w is >= 0 and < 1e6) && this.weights.Any(w => w > 0), nameof(LossOptions.ClassWeights), listed,
            "numbers of 0 and more, not all of them 0");
    }

    /// <summary>The weights as a tensor (K) of the type and on the device of the logits, or null.</summary>
    /// <exception cref="ArgumentException">The number of weights is not that of the classes.</exception>
    public Tensor? For(Tensor logits)
    {
        if (weights is null) return null;
        if (weights.Length != logits.shape[1])
            throw new ArgumentException(
                $"{weights.Length} class weights do not fit {logits.shape[1]} classes: give one weight for each class");
        return tensor(weights, dtype: logits.dtype, device: logits.device);
    }
}
