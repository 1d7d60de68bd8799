using Cutline.Training.Layers;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Losses;

/// <summary>
/// Sums of probabilities p and truth y, over each image for a binary model and over the batch for each of several classes; void pixels
/// are left out.
/// </summary>
/// <param name="Both">Σpy, (N) or (K).</param>
/// <param name="Predicted">Σp.</param>
/// <param name="True">Σy.</param>
/// <param name="Binary">Whether the sums are of images; else they are of classes, of which those that occur in the batch count.</param>
internal sealed record SoftOverlap(Tensor Both, Tensor Predicted, Tensor True, bool Binary)
{
    private static readonly long[] WithinImage = [1, 2, 3], AcrossBatch = [0, 2, 3];

    public static SoftOverlap Of(Tensor logits, Tensor target)
    {
        if (logits.shape[1] == 1) return Of(logits.sigmoid(), target, WithinImage, true);
        var classes = ClassTarget.Of(logits, target);
        var p = logits.softmax(1) * classes.Mask(logits.dtype);             // (N, K, H, W)
        return Of(p, classes.OneHot(logits.dtype), AcrossBatch, false);
    }

    /// <summary>1 − the mean of scores of 0 to 1, one for each sum: over images, or over the classes that occur in the batch.</summary>
    public Tensor Loss(Tensor scores)
    {
        if (Binary) return (-scores.mean()).Plus(1);
        var present = True.gt(Held(0)).to_type(scores.dtype);                     // (K)
        return ((-scores).Plus(1) * present).sum() / present.sum().clamp_min(Held(1));
    }

    private static SoftOverlap Of(Tensor p, Tensor y, long[] dims, bool binary) => new((p * y).sum(dims), p.sum(dims), y.sum(dims), binary);
}
