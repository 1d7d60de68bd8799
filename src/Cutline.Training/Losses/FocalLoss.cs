using Cutline.Training.Layers;
using F = TorchSharp.torch.nn.functional;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Losses;

/// <summary>
/// Focal loss (Lin et al. 2017): −α(1 − p)^γ·log p, where p is the probability of the truth, so that pixels already right count little.
/// Binary: α weighs the object and 1 − α the background, the mean over pixels, as torchvision.ops.sigmoid_focal_loss.
/// Several classes: α is the class weight, and the mean is weighted by it; γ = 0 gives <see cref="CrossEntropyLoss"/>.
/// </summary>
public sealed class FocalLoss : SegmentationLoss
{
    private readonly double gamma, alpha;
    private readonly ClassWeights weights;

    /// <param name="gamma">How little pixels already right count, 0 to 10.</param>
    /// <param name="alpha">The weight of the object against the background, 0 to 1; of binary models only.</param>
    /// <param name="classWeights">The weight of a pixel of each class, of models of several classes; null for 1 each.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public FocalLoss(double gamma = 2, double alpha = 0.25, IReadOnlyList<double>? classWeights = null)
    {
        this.gamma = LossRange.Within(gamma, nameof(LossOptions.Gamma), 0, 10);
        this.alpha = LossRange.Within(alpha, nameof(LossOptions.Alpha), 0, 1);
        weights = new ClassWeights(classWeights);
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor logits, Tensor target) =>
        logits.shape[1] == 1 ? Binary(logits, target) : Multiclass(logits, target);

    private Tensor Binary(Tensor logits, Tensor y)
    {
        var p = logits.sigmoid();
        var entropy = F.binary_cross_entropy_with_logits(logits, y, reduction: TorchSharp.torch.nn.Reduction.None);
        var wrong = p.Plus(y) - p * y * Held(2);                                       // 1 − probability of the truth
        return ((y * Held(2 * alpha - 1)).Plus(1 - alpha) * Focus(wrong) * entropy).mean();
    }

    private Tensor Multiclass(Tensor logits, Tensor target)
    {
        var classes = ClassTarget.Of(logits, target);
        var log = logits.log_softmax(1).gather(1, classes.Index.unsqueeze(1)).squeeze(1); // (N, H, W)
        var pixelWeights = classes.Weights(weights.For(logits), logits.dtype);
        return -(pixelWeights * Focus((-log.exp()).Plus(1)) * log).sum() / pixelWeights.sum().clamp_min(Held(Tiny));
    }

    /// <summary>wrong^γ, whose slope at 0 stays finite for γ below 1.</summary>
    private Tensor Focus(Tensor wrong) => wrong.clamp(Held(1e-8), Held(1)).pow(Held(gamma));
}
