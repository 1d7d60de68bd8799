using Cutline.Segmentation.Datasets;
using Cutline.Torch;

namespace Cutline.Training.Losses;

/// <summary>A target of class indices, checked against the logits it goes with.</summary>
/// <param name="Index">int64 (N, H, W), 0 where the pixel is void.</param>
/// <param name="Valid">bool (N, H, W), false where the pixel is void.</param>
/// <param name="Classes">K.</param>
internal sealed record ClassTarget(Tensor Index, Tensor Valid, int Classes)
{
    /// <param name="logits">(N, K, H, W).</param>
    /// <param name="target">Class indices (N, H, W) of any integer type, <see cref="ClassSet.Void"/> where there is none.</param>
    /// <exception cref="ArgumentException">The shapes do not go together, or an index is no class of the model.</exception>
    public static ClassTarget Of(Tensor logits, Tensor target)
    {
        var shape = logits.Shape;
        if (shape.Length != 4 || target.DType.IsFloat() || !target.Shape.SequenceEqual([shape[0], shape[2], shape[3]]))
            throw new ArgumentException($"the target is {target}: logits {logits} go with class indices (N, H, W)");
        var valid = target.Ne(ClassSet.Void);
        var index = target.To(DType.Int64) * valid.To(DType.Int64);
        var (low, high) = (index.Min().Item<long>(), index.Max().Item<long>());
        if (low < 0 || high >= shape[1]) // on a GPU it would end the process
            throw new ArgumentException($"the target holds class {(low < 0 ? low : high)}, and the model has {shape[1]} (0 to {shape[1] - 1}; {ClassSet.Void} is void): train with the masks' number of classes");
        return new(index, valid, (int)shape[1]);
    }

    /// <summary>1 at each pixel's class, 0 at the others and where the pixel is void: (N, K, H, W).</summary>
    public Tensor OneHot(DType type)
    {
        var classes = Tensor.Arange(Classes, DType.Int64, Index.Device).View(1, Classes, 1, 1);
        return Index.Unsqueeze(1).Eq(classes).LogicalAnd(Valid.Unsqueeze(1)).To(type);
    }

    /// <summary>1 where a pixel has a class, 0 where it is void: (N, 1, H, W), to multiply (N, K, H, W) by.</summary>
    public Tensor Mask(DType type) => Valid.Unsqueeze(1).To(type);

    /// <summary>Each pixel's weight, that of its class or 1, and 0 where it is void: (N, H, W).</summary>
    public Tensor Weights(Tensor? classWeights, DType type)
    {
        var valid = Valid.To(type);
        return classWeights is null ? valid : classWeights.IndexSelect(0, Index.Reshape(-1)).View(Index.Shape) * valid;
    }
}
