namespace Cutline.Segmentation.Datasets;

/// <summary>Matches photos and masks of the same name without extension.</summary>
internal sealed class StemPairing : Pairing
{
    protected override string PhotoNames => $"like a photo ({string.Join(' ', PictureFiles.Extensions)})";

    protected override string MaskNames => $"like a mask ({string.Join(' ', PictureFiles.Extensions)})";

    protected override SampleId? Photo(SourceFile file) => Mask(file) is { } stem ? new SampleId(stem, stem) : null;

    protected override string? Mask(SourceFile file) => PictureFiles.Extensions.Contains(Path.GetExtension(file.Name)) ? file.Stem : null;

    protected override string MaskOf(string sample) => $"masks/{sample}.png";

    protected override string PhotoOf(string sample) => $"images/{sample}.jpg";
}
