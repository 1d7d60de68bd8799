using Cutline.Torch;

namespace Cutline.Training.Losses;

/// <summary>
/// Sums of probabilities p and truth y, over each image for a binary model and over the batch for each class of several; void pixels are in none.
/// </summary>
/// <param name="Both">Σpy, (N) or (K).</param>
/// <param name="Predicted">Σp.</param>
/// <param name="True">Σy.</param>
/// <param name="Binary">Whether the sums are of images: else they are of classes, of which those in the batch count.</param>
internal sealed record SoftOverlap(Tensor Both, Tensor Predicted, Tensor True, bool Binary)
{
    private static readonly long[] WithinImage = [1, 2, 3], AcrossBatch = [0, 2, 3];

    public static SoftOverlap Of(Tensor logits, Tensor target)
    {
        if (logits.Shape[1] == 1) return Of(logits.Sigmoid(), target, WithinImage, true);
        var classes = ClassTarget.Of(logits, target);
        var p = logits.Softmax(1) * classes.Mask(logits.DType);             // (N, K, H, W)
        return Of(p, classes.OneHot(logits.DType), AcrossBatch, false);
    }

    /// <summary>One less the mean of scores of 0 to 1, one for each sum: over images, or over the classes that are in the batch.</summary>
    public Tensor Loss(Tensor scores)
    {
        if (Binary) return 1 - scores.Mean();
        var present = True.Gt(0).To(scores.DType);                          // (K)
        return ((1 - scores) * present).Sum() / present.Sum().ClampMin(1);
    }

    private static SoftOverlap Of(Tensor p, Tensor y, long[] dims, bool binary) => new((p * y).Sum(dims), p.Sum(dims), y.Sum(dims), binary);
}
