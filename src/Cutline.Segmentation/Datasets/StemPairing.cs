namespace Cutline.Segmentation.Datasets;

/// <summary>Photo and mask have the same name but for the extension.</summary>
internal sealed class StemPairing : Pairing
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".avif",
    };

    protected override string PhotoNames => $"like a photo ({string.Join(' ', Extensions)})";

    protected override string MaskNames => $"like a mask ({string.Join(' ', Extensions)})";

    protected override SampleId? Photo(SourceFile file) => Mask(file) is { } stem ? new SampleId(stem, stem) : null;

    protected override string? Mask(SourceFile file) => Extensions.Contains(Path.GetExtension(file.Name)) ? file.Stem : null;

    protected override string MaskOf(string sample) => $"masks/{sample}.png";

    protected override string PhotoOf(string sample) => $"images/{sample}.jpg";
}
