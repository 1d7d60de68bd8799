namespace Cutline.Training.Checkpoints;

/// <summary>
/// The names that another project gives to the weights of a model, and those that they have here. This is the only place where names of
/// other projects are mapped.
/// </summary>
/// <param name="Project">The project and its model, for messages.</param>
/// <param name="Rows">The beginnings of names there and here; null here for weights that are left out.</param>
internal sealed record NameMap(string Project, IReadOnlyList<(string There, string? Here)> Rows)
{
    /// <summary>
    /// github.com/milesial/Pytorch-UNet, to the U-Net of four levels. Its <c>mask_values</c> entry is no tensor and never read.
    /// </summary>
    internal static NameMap Milesial { get; } = new("milesial/Pytorch-UNet",
    [
        ("inc.double_conv.", "enter.conv."),
        ("down1.maxpool_conv.1.double_conv.", "down1.conv.conv."),
        ("down2.maxpool_conv.1.double_conv.", "down2.conv.conv."),
        ("down3.maxpool_conv.1.double_conv.", "down3.conv.conv."),
        ("down4.maxpool_conv.1.double_conv.", "down4.conv.conv."),
        ("up1.up.", "up4.up."),
        ("up1.conv.double_conv.", "up4.conv.conv."),
        ("up2.up.", "up3.up."),
        ("up2.conv.double_conv.", "up3.conv.conv."),
        ("up3.up.", "up2.up."),
        ("up3.conv.double_conv.", "up2.conv.conv."),
        ("up4.up.", "up1.up."),
        ("up4.conv.double_conv.", "up1.conv.conv."),
        ("outc.conv.", "exit."),
    ]);

    /// <summary>github.com/qubvel-org/segmentation_models.pytorch, Unet, whose names the model here has, too.</summary>
    internal static NameMap SegmentationModelsPyTorch { get; } = new("segmentation_models.pytorch's Unet",
    [
        ("encoder.", "encoder."),
        ("decoder.blocks.", "decoder.blocks."),
        ("segmentation_head.0.", "segmentation_head.0."),
        ("classification_head.", null),
    ]);

    /// <summary>github.com/qubvel-org/segmentation_models.pytorch, FPN, whose names the model here has, too.</summary>
    internal static NameMap SegmentationModelsPyTorchFpn { get; } = new("segmentation_models.pytorch's FPN",
    [
        ("encoder.", "encoder."),
        ("decoder.p", "decoder.p"),
        ("decoder.seg_blocks.", "decoder.seg_blocks."),
        ("segmentation_head.0.", "segmentation_head.0."),
        ("classification_head.", null),
    ]);

    /// <summary>github.com/huggingface/transformers, SegformerForSemanticSegmentation.</summary>
    internal static NameMap SegFormer { get; } = new("transformers' SegFormer",
    [
        ("segformer.encoder.", "encoder."),
        ("decode_head.", "decode_head."),
    ]);

    /// <summary>
    /// Whether every name is of the project, and each of its parts occurs that is not left out or missing in one of its variants.
    /// </summary>
    /// <param name="names">Without wrappers' prefixes.</param>
    internal bool Recognises(IReadOnlyCollection<string> names) =>
        names.All(n => Row(n) is not null) && Rows.Where(r => r.Here is not null && !r.There.EndsWith(".up.", StringComparison.Ordinal))
            .All(r => names.Any(n => n.StartsWith(r.There, StringComparison.Ordinal)));

    /// <summary>The name here, or null where the weight is left out.</summary>
    internal string? Map(string name)
    {
        var (there, here) = Row(name) ?? throw new ArgumentException($"{name} is no name of {Project}");
        return here is null ? null : here + name[there.Length..];
    }

    private (string There, string? Here)? Row(string name)
    {
        foreach (var row in Rows)
            if (name.StartsWith(row.There, StringComparison.Ordinal)) return row;
        return null;
    }
}
