using Cutline.Torch;

namespace Cutline.Training.Losses;

/// <summary>
/// Boundary loss (Kervadec et al. 2019): the mean of φ·p over pixels and classes, with φ the signed distance to the truth's border in pixels,
/// negative within. It is negative where the model is right. Alone it is slow to find small objects; the paper adds it to a loss of regions.
/// </summary>
public sealed class BoundaryLoss : SegmentationLoss
{
    public override Tensor Forward(Tensor logits, Tensor target)
    {
        if (logits.Shape[1] == 1) return (logits.Sigmoid() * Distances(target, logits.DType)).Mean();
        var classes = ClassTarget.Of(logits, target);
        var mask = classes.Mask(logits.DType);
        var moved = logits.Softmax(1) * mask * Distances(classes.OneHot(DType.Float32), logits.DType);
        return moved.Sum() / (mask.Sum() * classes.Classes).ClampMin(1);
    }

    private static Tensor Distances(Tensor shapes, DType type) => SignedDistance.Of(shapes).To(type);
}
