using Cutline.Training.Layers;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Losses;

/// <summary>The sum of two losses, such as cross-entropy and Dice.</summary>
internal sealed class SumLoss(SegmentationLoss first, SegmentationLoss second) : SegmentationLoss
{
    protected override Tensor Compute(Tensor logits, Tensor target) => first.Forward(logits, target).Plus(second.Forward(logits, target));
}

/// <summary>A multiple of a loss.</summary>
internal sealed class WeightedLoss(double weight, SegmentationLoss loss) : SegmentationLoss
{
    protected override Tensor Compute(Tensor logits, Tensor target) => loss.Forward(logits, target) * Held(weight);
}
