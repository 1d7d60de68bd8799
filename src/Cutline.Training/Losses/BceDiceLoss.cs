using Cutline.Training.Layers;
using static TorchSharp.torch;

namespace Cutline.Training.Losses;

/// <summary>
/// The sum of <see cref="BceLoss"/>, which is smooth everywhere, and <see cref="DiceLoss"/>, which is close to the metric. For binary
/// models.
/// </summary>
public sealed class BceDiceLoss : SegmentationLoss
{
    private readonly BceLoss bce = new();
    private readonly DiceLoss dice = new();

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor logits, Tensor target) => bce.Forward(logits, target).Plus(dice.Forward(logits, target));
}
