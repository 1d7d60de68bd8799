using Cutline.Torch;

namespace Cutline.Training.Losses;

/// <summary>
/// Focal loss (Lin et al. 2017): −α(1 − p)^γ·log p, with p the probability of the truth, so that pixels already right count little.
/// Binary: α weighs the object and 1 − α the background, the mean over pixels, as torchvision.ops.sigmoid_focal_loss.
/// Several classes: α is the class weight, the mean weighted by it; γ = 0 is then <see cref="CrossEntropyLoss"/>.
/// </summary>
public sealed class FocalLoss(LossOptions options) : SegmentationLoss
{
    private readonly double gamma = options.Gamma ?? 2, alpha = options.Alpha ?? 0.25;

    public override Tensor Forward(Tensor logits, Tensor target) => logits.Shape[1] == 1 ? Binary(logits, target) : Many(logits, target);

    private Tensor Binary(Tensor logits, Tensor y)
    {
        var p = logits.Sigmoid();
        var entropy = F.BinaryCrossEntropyWithLogits(logits, y, Reduction.None);
        var wrong = p + y - p * y * 2;                                       // 1 − p of the truth
        return ((y * (2 * alpha - 1) + (1 - alpha)) * Focus(wrong) * entropy).Mean();
    }

    private Tensor Many(Tensor logits, Tensor target)
    {
        var classes = ClassTarget.Of(logits, target);
        var log = logits.LogSoftmax(1).Gather(1, classes.Index.Unsqueeze(1)).Squeeze(1); // (N, H, W)
        var weights = classes.Weights(options.Weights(logits), logits.DType);
        return -(weights * Focus(1 - log.Exp()) * log).Sum() / weights.Sum().ClampMin(Tiny);
    }

    /// <summary>wrong^γ, whose slope at 0 stays finite where γ is below 1.</summary>
    private Tensor Focus(Tensor wrong) => wrong.Clamp(1e-8, 1).Pow(gamma);
}
