using Cutline.Torch;

namespace Cutline.Segmentation.Losses;

/// <summary>
/// Soft Dice (Milletari, Navab and Ahmadi 2016): 1 − (2·Σpy + 1) / (Σp + Σy + 1) with p = σ(logits), for each image, then the mean.
/// The ones keep an empty image finite.
/// </summary>
public sealed class DiceLoss : SegmentationLoss
{
    private static readonly long[] WithinImage = [1, 2, 3];

    public override Tensor Forward(Tensor logits, Tensor target)
    {
        var p = logits.Sigmoid();
        var overlap = (p * target).Sum(WithinImage);               // (N)
        var total = p.Sum(WithinImage) + target.Sum(WithinImage);  // (N)
        return 1 - ((overlap * 2 + 1) / (total + 1)).Mean();
    }
}
