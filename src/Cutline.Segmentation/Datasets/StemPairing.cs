using Cutline.Imaging;

namespace Cutline.Segmentation.Datasets;

/// <summary>Matches photos and masks of the same name without extension.</summary>
internal sealed class StemPairing(IReadOnlyList<PhotoMaskFolder> folders) : Pairing
{
    protected override string PhotoNames => $"like a photo ({string.Join(' ', PictureNames.Extensions)})";

    protected override string MaskNames => $"like a mask ({string.Join(' ', PictureNames.Extensions)})";

    protected override SampleId? Photo(SourceFile file) => Mask(file) is { } stem ? new SampleId(stem, stem) : null;

    protected override string? Mask(SourceFile file) => PictureNames.IsPicture(file.Name) ? file.Stem : null;

    protected override string MaskOf(string sample) => Path(sample, f => f.Masks) + ".png";

    protected override string PhotoOf(string sample) => Path(sample, f => f.Photos) + ".jpg";

    /// <summary>Where a sample's file is to be. Of several folders the first is named.</summary>
    private string Path(string sample, Func<PhotoMaskFolder, string> side)
    {
        var folder = folders.OrderByDescending(f => f.Prefix.Length).First(f => sample.StartsWith(f.Prefix, StringComparison.Ordinal));
        return $"{side(folder)}/{sample[folder.Prefix.Length..]}";
    }
}
