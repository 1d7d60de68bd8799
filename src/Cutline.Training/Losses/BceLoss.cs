using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Cutline.Training.Losses;

/// <summary>Binary cross-entropy, the mean over all pixels of the batch: −y·log σ(x) − (1−y)·log(1−σ(x)). For binary models.</summary>
public sealed class BceLoss : SegmentationLoss
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor logits, Tensor target) => F.binary_cross_entropy_with_logits(logits, target);
}
