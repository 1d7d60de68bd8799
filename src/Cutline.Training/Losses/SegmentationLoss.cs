using Cutline.Torch;

namespace Cutline.Training.Losses;

/// <summary>
/// What training minimises. Binary (K = 1): logits (N, 1, H, W) and a target of zeros and ones of the same shape → a scalar.
/// Several classes: logits (N, K, H, W) and class indices (N, H, W), where 255 is void and has neither loss nor gradient.
/// </summary>
public abstract class SegmentationLoss
{
    /// <summary>Keeps a mean over nothing finite.</summary>
    private protected const double Tiny = 1e-12;

    public static IReadOnlyList<string> Names { get; } = [.. LossCatalogue.All.Select(l => l.Name)];

    /// <exception cref="ArgumentException">Several classes: the target's shape does not fit, or it holds an index that is no class.</exception>
    public abstract Tensor Forward(Tensor logits, Tensor target);

    /// <summary>The names of the losses for a model of so many logits a pixel.</summary>
    public static IReadOnlyList<string> NamesFor(int classes) => [.. LossCatalogue.All.Where(l => l.Fits(classes)).Select(l => l.Name)];

    /// <param name="options">Left out, each loss has its paper's.</param>
    /// <param name="classes">Logits of a pixel: 1 for object against background.</param>
    /// <exception cref="ArgumentException">There is no loss of this name, it is not for so many classes, or an option is not for it.</exception>
    public static SegmentationLoss Parse(string name, LossOptions? options = null, int classes = 1)
    {
        var known = LossCatalogue.All.FirstOrDefault(l => l.Name == name)
            ?? throw new ArgumentException($"there is no loss '{name}': use {string.Join(", ", Names)}");
        if (!known.Fits(classes))
            throw new ArgumentException($"loss {name} is {(classes == 1 ? "for two classes or more, and this model is binary" : $"binary, and this model has {classes} classes")}: use {string.Join(", ", NamesFor(classes))}");
        var set = options ?? new();
        set.Validate(name, known.Options, classes);
        return known.Make(set);
    }
}
