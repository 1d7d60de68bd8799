namespace Cutline.Training.Models;

/// <summary>Every model that there is, by name.</summary>
public static class ModelRegistry
{
    public static IReadOnlyList<ModelKind> All { get; } = [UNet.Kind, UNetPlusPlus.Kind, AttentionUNet.Kind, DeepLabV3Plus.Kind, DDRNet.Kind];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(k => k.Name)];

    internal static string WithEncoder => string.Join(" or ", All.Where(k => k.Encoder != EncoderUse.None).Select(k => k.Name));

    /// <exception cref="ArgumentException">There is no model of this name; the message lists those that there are.</exception>
    public static ModelKind Find(string name) => All.FirstOrDefault(k => k.Name == name)
        ?? throw new ArgumentException($"there is no model named '{name}': use {string.Join(", ", Names)}");

    /// <summary>A new model with weights drawn anew, in training mode.</summary>
    /// <exception cref="ArgumentException">The options are out of range, or contradict each other.</exception>
    public static SegmentationModel Make(ModelOptions options) => Find(options.Validated().Name).Make(options);
}
