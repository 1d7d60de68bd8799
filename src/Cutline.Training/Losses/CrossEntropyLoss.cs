using Cutline.Segmentation.Labels;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Cutline.Training.Losses;

/// <summary>
/// Cross-entropy of the softmax, −log p of the class of each pixel: the mean over all pixels of the batch, weighted by class, as
/// torch.nn.CrossEntropyLoss computes it; with label smoothing (Szegedy et al. 2016). A batch of void pixels only has a loss of 0.
/// </summary>
public sealed class CrossEntropyLoss : SegmentationLoss
{
    private readonly ClassWeights weights;
    private readonly double labelSmoothing;

    /// <param name="classWeights">The weight of a pixel of each class; null for 1 each.</param>
    /// <param name="labelSmoothing">The share of the truth that is spread evenly over all classes, 0 to below 1.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public CrossEntropyLoss(IReadOnlyList<double>? classWeights = null, double labelSmoothing = 0)
    {
        LossRange.Check(labelSmoothing is >= 0 and < 1, nameof(LossOptions.LabelSmoothing), labelSmoothing, "0 to below 1");
        weights = new ClassWeights(classWeights);
        this.labelSmoothing = labelSmoothing;
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor logits, Tensor target)
    {
        var classes = ClassTarget.Of(logits, target);
        var weight = weights.For(logits);
        var sum = F.cross_entropy(
            logits, target.to_type(ScalarType.Int64), weight, ClassSet.Void, TorchSharp.torch.nn.Reduction.Sum, labelSmoothing);
        return sum / classes.Weights(weight, logits.dtype).sum().clamp_min(Held(Tiny));
    }
}
