namespace Cutline.Training.Models;

/// <summary>The models that can be made by name. Programs add their own.</summary>
public static class ModelRegistry
{
    private static readonly Lock Gate = new();
    private static ModelKind[] all =
    [
        UNet.Kind, UNetPlusPlus.Kind, AttentionUNet.Kind, DeepLabV3Plus.Kind, DDRNet.Kind, SmpUNet.Kind, Fpn.Kind, SmpFpn.Kind,
        SegFormer.Kind, EdgeNet.Kind,
    ];

    /// <summary>Every model, in the order of registration.</summary>
    public static IReadOnlyList<ModelKind> All => all;

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names => [.. all.Select(k => k.Name)];

    internal static string WithEncoder => string.Join(" or ", all.Where(k => k.Encoder != EncoderUse.None).Select(k => k.Name));

    /// <summary>Adds a model under a name, so that options, checkpoints and <see cref="Make"/> know it.</summary>
    /// <param name="name">What <see cref="ModelOptions.Name"/> says.</param>
    /// <param name="make">Makes the model from validated options, with weights drawn anew.</param>
    /// <param name="source">Where it was published.</param>
    /// <param name="encoder">Whether it stands on an encoder of the encoder registry.</param>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public static void Register(string name, Func<ModelOptions, SegmentationModel> make, string source = "",
        EncoderUse encoder = EncoderUse.None)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(make);
        lock (Gate)
        {
            if (all.Any(k => k.Name == name))
                throw new ArgumentException($"there is a model named '{name}' already: register yours under another name");
            all = [.. all, new ModelKind(name, source, encoder, make)];
        }
    }

    /// <summary>The model of a name.</summary>
    /// <exception cref="ArgumentException">There is no model of this name; the message lists those that there are.</exception>
    public static ModelKind Find(string name) => all.FirstOrDefault(k => k.Name == name)
        ?? throw new ArgumentException($"Model.Name is '{name}': use {string.Join(", ", Names)}");

    /// <summary>A new model with weights drawn anew, in training mode.</summary>
    /// <exception cref="ArgumentException">The options are out of range, or contradict each other.</exception>
    public static SegmentationModel Make(ModelOptions options) => Find(options.Validated().Name).Make(options);
}
