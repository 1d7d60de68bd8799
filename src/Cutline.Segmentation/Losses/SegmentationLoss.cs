using Cutline.Torch;

namespace Cutline.Segmentation.Losses;

/// <summary>What training minimises: logits (N, 1, H, W) and a target of zeros and ones of the same shape → a scalar.</summary>
public abstract class SegmentationLoss
{
    public static IReadOnlyList<string> Names { get; } = ["bce", "dice", "bce+dice"];

    public abstract Tensor Forward(Tensor logits, Tensor target);

    /// <exception cref="ArgumentException">There is no loss of this name.</exception>
    public static SegmentationLoss Parse(string name) => name switch
    {
        "bce" => new BceLoss(),
        "dice" => new DiceLoss(),
        "bce+dice" => new BceDiceLoss(),
        _ => throw new ArgumentException($"there is no loss '{name}': use {string.Join(", ", Names)}"),
    };
}
