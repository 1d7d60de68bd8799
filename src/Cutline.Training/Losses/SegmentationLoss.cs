using TorchSharp;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Losses;

/// <summary>
/// The quantity that training minimises. Derive from it to train with a loss of your own; <see cref="LossRegistry.Register"/> also gives it
/// a name for the command line.
/// </summary>
/// <remarks>
/// Binary models (K = 1) have logits (N, 1, H, W) and a target of zeros and ones of the same shape and floating-point type. Models of
/// several classes have logits (N, K, H, W) and a target of class indices (N, H, W) of any integer type. 255 marks void pixels in either:
/// they have neither loss nor gradient. A binary loss is given them as background that is predicted for sure, so that they count in a mean
/// over pixels. Both tensors are on the same device.
/// </remarks>
public abstract class SegmentationLoss
{
    /// <summary>Lower bound of a denominator that may be zero.</summary>
    private protected const double Tiny = 1e-12;

    /// <summary>The logit of a pixel that is background for sure: no binary loss has a value or a slope there.</summary>
    private const double SureBackground = -50;

    /// <summary>Computes the loss of a batch, a scalar; every intermediate tensor is released.</summary>
    /// <exception cref="ArgumentException">The shapes of logits and target do not go together, or the target holds an index that is no
    /// class.</exception>
    public Tensor Forward(Tensor logits, Tensor target)
    {
        if (logits.dim() != 4) throw new ArgumentException($"logits are {logits.metastr()}: pass (N, K, H, W)");
        if (logits.shape[1] == 1 && !target.shape.AsSpan().SequenceEqual(logits.shape))
            throw new ArgumentException(
                $"the target is {target.metastr()}: logits {logits.metastr()} go with zeros and ones of the same shape");
        using var scope = NewDisposeScope();
        if (logits.shape[1] == 1) (logits, target) = WithoutVoid(logits, target);
        return Compute(logits, target).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Makes a loss of a function from logits and target to a scalar, such as the <c>forward</c> of a TorchSharp loss module.
    /// </summary>
    public static SegmentationLoss Of(Func<Tensor, Tensor, Tensor> formula) => new FormulaLoss(formula);

    /// <summary>Adds two losses of the same logits and target.</summary>
    public static SegmentationLoss operator +(SegmentationLoss first, SegmentationLoss second) => new SumLoss(first, second);

    /// <summary>Multiplies a loss by a constant.</summary>
    public static SegmentationLoss operator *(double weight, SegmentationLoss loss) => new WeightedLoss(weight, loss);

    /// <summary>Computes the loss, a scalar. Tensors made within are released by the caller.</summary>
    /// <param name="logits">(N, K, H, W).</param>
    /// <param name="target">Of the same shape for K = 1, else class indices (N, H, W).</param>
    protected abstract Tensor Compute(Tensor logits, Tensor target);

    private static (Tensor Logits, Tensor Target) WithoutVoid(Tensor logits, Tensor target)
    {
        var isVoid = target.gt(Held(1));
        if (!isVoid.any().item<bool>()) return (logits, target);
        return (logits.masked_fill(isVoid, Held(SureBackground)), target.masked_fill(isVoid, Held(0)));
    }

    private sealed class FormulaLoss(Func<Tensor, Tensor, Tensor> formula) : SegmentationLoss
    {
        protected override Tensor Compute(Tensor logits, Tensor target) => formula(logits, target);
    }
}
