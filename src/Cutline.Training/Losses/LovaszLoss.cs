using Cutline.Training.Layers;
using F = TorchSharp.torch.nn.functional;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Losses;

/// <summary>
/// The Lovász extension of 1 − IoU (Berman, Triki and Blaschko 2018). Binary: of the hinge errors 1 ∓ logit, for each image, then the mean.
/// Several classes: of |y − softmax|, over the batch for each class, then the mean of the classes that occur in it.
/// </summary>
public sealed class LovaszLoss : SegmentationLoss
{
    private static readonly long[] Pixels = [1];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor logits, Tensor target) =>
        logits.shape[1] == 1 ? Hinge(logits, target) : Softmax(logits, target);

    private static Tensor Hinge(Tensor logits, Tensor target)
    {
        var images = logits.shape[0];
        var (x, y) = (logits.reshape(images, -1), target.reshape(images, -1)); // (N, H·W)
        return Extension((-x * (y * Held(2) - Held(1))).Plus(1).relu(), y).mean();
    }

    private static Tensor Softmax(Tensor logits, Tensor target)
    {
        var classes = ClassTarget.Of(logits, target);
        var y = classes.OneHot(logits.dtype);
        var errors = (y - logits.softmax(1)).abs() * classes.Mask(logits.dtype); // an error of 0 at void pixels adds nothing
        var truth = Rows(y, classes.Classes);
        var present = truth.sum(Pixels).gt(Held(0)).to_type(logits.dtype);        // (K)
        return (Extension(Rows(errors, classes.Classes), truth) * present).sum() / present.sum().clamp_min(Held(1));
    }

    /// <summary>Errors of 0 and more, and truth of 0 and 1, each (R, P) → the extension of each row (R).</summary>
    private static Tensor Extension(Tensor errors, Tensor truth)
    {
        var (sorted, order) = errors.sort(1, descending: true);
        var y = truth.gather(1, order);
        var (count, pixels) = (y.sum(Pixels, keepdim: true), y.shape[1]);
        var jaccard = (-(count - y.cumsum(1)) / count.Plus((-y).Plus(1).cumsum(1))).Plus(1); // 1 − IoU when the first pixels are wrong
        var steps = jaccard - F.pad(jaccard.narrow(1, 0, pixels - 1), (1L, 0L));
        return (sorted * steps).sum(Pixels);
    }

    /// <summary>(N, K, H, W) → (K, N·H·W).</summary>
    private static Tensor Rows(Tensor x, int classes) => x.permute(1, 0, 2, 3).reshape(classes, -1);
}
