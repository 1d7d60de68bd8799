using Cutline.Training.Layers;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Losses;

/// <summary>
/// Tversky loss (Salehi, Erdogmus and Gholipour 2017): 1 − (TP + 1) / (TP + α·FP + β·FN + 1) in soft counts, summed as in
/// <see cref="DiceLoss"/>. A β above α asks for recall: missed pixels cost more than false ones. α = β = 1/2 is Dice.
/// </summary>
public sealed class TverskyLoss : SegmentationLoss
{
    private readonly double alpha, beta;

    /// <param name="alpha">The cost of a false positive, 0 to 1.</param>
    /// <param name="beta">The cost of a false negative, 0 to 1.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public TverskyLoss(double alpha = 0.3, double beta = 0.7)
    {
        this.alpha = LossRange.Within(alpha, nameof(LossOptions.Alpha), 0, 1);
        this.beta = LossRange.Within(beta, nameof(LossOptions.Beta), 0, 1);
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor logits, Tensor target)
    {
        var sums = SoftOverlap.Of(logits, target);
        var (extra, missed) = (sums.Predicted - sums.Both, sums.True - sums.Both);
        return sums.Loss(sums.Both.Plus(1) / sums.Both.Plus(extra * Held(alpha)).Plus(missed * Held(beta)).Plus(1));
    }
}
