using Cutline.Segmentation.Datasets;
using Cutline.Torch;

namespace Cutline.Training.Losses;

/// <summary>
/// Cross-entropy of the softmax, −log p of each pixel's class, the mean over all pixels of the batch weighted by their classes, as
/// torch.nn.CrossEntropyLoss; with label smoothing (Szegedy et al. 2016). A batch of void pixels alone costs nothing.
/// </summary>
public sealed class CrossEntropyLoss(LossOptions options) : SegmentationLoss
{
    public override Tensor Forward(Tensor logits, Tensor target)
    {
        var classes = ClassTarget.Of(logits, target);
        var weights = options.Weights(logits);
        var sum = F.CrossEntropySum(logits, target.To(DType.Int64), weights, ClassSet.Void, options.LabelSmoothing);
        return sum / classes.Weights(weights, logits.DType).Sum().ClampMin(Tiny);
    }
}
