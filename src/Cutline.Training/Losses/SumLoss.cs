using Cutline.Torch;

namespace Cutline.Training.Losses;

/// <summary>One loss and a multiple of another: <c>ce+dice</c>, and <c>dice+boundary</c> as Kervadec et al. (2019) train with it.</summary>
public sealed class SumLoss(SegmentationLoss first, SegmentationLoss second, double weight = 1) : SegmentationLoss
{
    public override Tensor Forward(Tensor logits, Tensor target)
    {
        var added = second.Forward(logits, target);
        return first.Forward(logits, target) + (weight == 1 ? added : added * weight);
    }
}
