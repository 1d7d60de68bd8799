using Cutline.Training.Layers;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Losses;

/// <summary>
/// Soft Dice (Milletari, Navab and Ahmadi 2016): 1 − (2·Σpy + 1) / (Σp + Σy + 1). Binary: p = σ(logits), for each image, then the mean.
/// Several classes: p = softmax, over the batch for each class, then the mean of the classes that occur in it.
/// The ones keep the quotient finite where nothing is predicted or true.
/// </summary>
public sealed class DiceLoss : SegmentationLoss
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor logits, Tensor target)
    {
        var sums = SoftOverlap.Of(logits, target);
        return sums.Loss((sums.Both * Held(2)).Plus(1) / sums.Predicted.Plus(sums.True).Plus(1));
    }
}
