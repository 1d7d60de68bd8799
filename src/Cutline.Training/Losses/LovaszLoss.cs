using Cutline.Torch;

namespace Cutline.Training.Losses;

/// <summary>
/// The Lovász extension of 1 − IoU (Berman, Triki and Blaschko 2018). Binary: of the hinge errors 1 ∓ logit, for each image, then the mean.
/// Several classes: of |y − softmax|, over the batch for each class, then the mean of the classes that are in it.
/// </summary>
public sealed class LovaszLoss : SegmentationLoss
{
    public override Tensor Forward(Tensor logits, Tensor target) => logits.Shape[1] == 1 ? Hinge(logits, target) : Softmax(logits, target);

    private static Tensor Hinge(Tensor logits, Tensor target)
    {
        var images = logits.Shape[0];
        var (x, y) = (logits.Reshape(images, -1), target.Reshape(images, -1)); // (N, H·W)
        return Extension((1 - x * (y * 2 - 1)).Relu(), y).Mean();
    }

    private static Tensor Softmax(Tensor logits, Tensor target)
    {
        var classes = ClassTarget.Of(logits, target);
        var y = classes.OneHot(logits.DType);
        var errors = (y - logits.Softmax(1)).Abs() * classes.Mask(logits.DType); // void: no error, which adds nothing
        var truth = Rows(y, classes.Classes);
        var present = truth.Sum([1]).Gt(0).To(logits.DType);                // (K)
        return (Extension(Rows(errors, classes.Classes), truth) * present).Sum() / present.Sum().ClampMin(1);
    }

    /// <summary>Errors of 0 and more, and truth of 0 and 1, each (R, P) → the extension of each row (R).</summary>
    private static Tensor Extension(Tensor errors, Tensor truth)
    {
        var (sorted, order) = errors.SortDescending(1);
        var y = truth.Gather(1, order);
        var (count, pixels) = (y.Sum([1], keepDim: true), y.Shape[1]);
        var jaccard = 1 - (count - y.CumSum(1)) / (count + (1 - y).CumSum(1)); // 1 − IoU when the first pixels are wrong
        var steps = jaccard - F.Pad(jaccard.Narrow(1, 0, pixels - 1).Unsqueeze(0), 1, 0, 0, 0).Squeeze(0);
        return (sorted * steps).Sum([1]);
    }

    /// <summary>(N, K, H, W) → (K, N·H·W).</summary>
    private static Tensor Rows(Tensor x, int classes) => x.Permute(1, 0, 2, 3).Reshape(classes, -1);
}
