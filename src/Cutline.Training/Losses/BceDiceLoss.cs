using Cutline.Torch;

namespace Cutline.Training.Losses;

/// <summary>The sum of <see cref="BceLoss"/>, which is smooth everywhere, and <see cref="DiceLoss"/>, which is near what is measured.</summary>
public sealed class BceDiceLoss : SegmentationLoss
{
    private readonly BceLoss bce = new();
    private readonly DiceLoss dice = new();

    public override Tensor Forward(Tensor logits, Tensor target) => bce.Forward(logits, target) + dice.Forward(logits, target);
}
