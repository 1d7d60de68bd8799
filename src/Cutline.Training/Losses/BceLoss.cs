using Cutline.Torch;

namespace Cutline.Training.Losses;

/// <summary>Binary cross-entropy, the mean over all pixels of the batch: −y·log σ(x) − (1−y)·log(1−σ(x)).</summary>
public sealed class BceLoss : SegmentationLoss
{
    public override Tensor Forward(Tensor logits, Tensor target) => F.BinaryCrossEntropyWithLogits(logits, target);
}
