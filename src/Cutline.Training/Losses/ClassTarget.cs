using Cutline.Segmentation.Labels;
using TorchSharp;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Losses;

/// <summary>A target of class indices, checked against the logits that it belongs to.</summary>
/// <param name="Index">int64 (N, H, W), 0 where the pixel is void.</param>
/// <param name="Valid">bool (N, H, W), false where the pixel is void.</param>
/// <param name="Classes">K.</param>
internal sealed record ClassTarget(Tensor Index, Tensor Valid, int Classes)
{
    /// <param name="logits">(N, K, H, W).</param>
    /// <param name="target">Class indices (N, H, W) of any integer type; <see cref="ClassSet.Void"/> for pixels without a class.</param>
    /// <exception cref="ArgumentException">The shapes do not go together, or an index is no class of the model.</exception>
    public static ClassTarget Of(Tensor logits, Tensor target)
    {
        var shape = logits.shape;
        if (shape.Length != 4 || target.is_floating_point() || !target.shape.AsSpan().SequenceEqual([shape[0], shape[2], shape[3]]))
            throw new ArgumentException($"the target is {target.metastr()}: logits {logits.metastr()} go with class indices (N, H, W)");
        var given = target.to_type(ScalarType.Int64);
        var valid = given.ne(Held(ClassSet.Void));
        var index = given * valid;
        var (low, high) = (index.min().item<long>(), index.max().item<long>());
        if (low < 0 || high >= shape[1]) // a GPU kernel that met it would abort the process
        {
            throw new ArgumentException(
                $"the target holds class {(low < 0 ? low : high)}, and the model has {shape[1]} classes "
                + $"(0 to {shape[1] - 1}; {ClassSet.Void} is void): train with the number of classes of the masks");
        }

        return new(index, valid, (int)shape[1]);
    }

    /// <summary>1 at the class of each pixel, 0 at the others and at void pixels: (N, K, H, W).</summary>
    public Tensor OneHot(ScalarType type)
    {
        var classes = arange(Held(0), Held(Classes), Held(1), ScalarType.Int64, Index.device).view(1, Classes, 1, 1);
        return Index.unsqueeze(1).eq(classes).logical_and(Valid.unsqueeze(1)).to_type(type);
    }

    /// <summary>1 where a pixel has a class, 0 where it is void: (N, 1, H, W), to be multiplied with (N, K, H, W).</summary>
    public Tensor Mask(ScalarType type) => Valid.unsqueeze(1).to_type(type);

    /// <summary>The weight of each pixel, which is that of its class or 1, and 0 where it is void: (N, H, W).</summary>
    public Tensor Weights(Tensor? classWeights, ScalarType type)
    {
        var valid = Valid.to_type(type);
        return classWeights is null ? valid : classWeights.index_select(0, Index.reshape(-1)).view(Index.shape) * valid;
    }
}
