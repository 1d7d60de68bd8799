using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Losses;

/// <summary>
/// Boundary loss (Kervadec et al. 2019): the mean of φ·p over pixels and classes, where φ is the signed distance to the border of the true
/// region in pixels, negative inside. The loss is negative where the model is right. Alone it finds small objects slowly; the paper adds it
/// to a region loss, as in <c>new DiceLoss() + 0.01 * new BoundaryLoss()</c>.
/// </summary>
public sealed class BoundaryLoss : SegmentationLoss
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor logits, Tensor target)
    {
        if (logits.shape[1] == 1) return (logits.sigmoid() * Distances(target, logits.dtype)).mean();
        var classes = ClassTarget.Of(logits, target);
        var mask = classes.Mask(logits.dtype);
        var weighted = logits.softmax(1) * mask * Distances(classes.OneHot(ScalarType.Float32), logits.dtype); // (N, K, H, W)
        return weighted.sum() / (mask.sum() * Held(classes.Classes)).clamp_min(Held(1));
    }

    private static Tensor Distances(Tensor regions, ScalarType type) => SignedDistance.Of(regions).to_type(type);
}
