using Cutline.Torch;

namespace Cutline.Training.Losses;

/// <summary>
/// Tversky (Salehi, Erdogmus and Gholipour 2017): 1 − (TP + 1) / (TP + α·FP + β·FN + 1) in soft counts, which are summed as in <see cref="DiceLoss"/>.
/// A β above α asks for recall: missed pixels cost more than those too many. α = β = 1/2 is Dice.
/// </summary>
public sealed class TverskyLoss(double alpha = 0.3, double beta = 0.7) : SegmentationLoss
{
    public override Tensor Forward(Tensor logits, Tensor target)
    {
        var sums = SoftOverlap.Of(logits, target);
        var (extra, missed) = (sums.Predicted - sums.Both, sums.True - sums.Both);
        return sums.Loss((sums.Both + 1) / (sums.Both + extra * alpha + missed * beta + 1));
    }
}
