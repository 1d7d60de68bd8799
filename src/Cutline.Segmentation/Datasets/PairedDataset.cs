using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets;

/// <summary>Photos with masks of their foreground, in two folders or archives, matched by their names.</summary>
public abstract class PairedDataset : SegmentationDataset
{
    private readonly FileSource photos;
    private readonly FileSource masks;
    private readonly List<(SampleId Id, SourceFile Photo, SourceFile Mask)> pairs;
    private readonly List<DataProblem> pairing = [];

    private protected PairedDataset(
        string root, FileSource photos, FileSource masks, Pairing names, MaskValues allowed, PhotoLimits? limits)
    {
        Root = root;
        this.photos = photos;
        this.masks = masks;
        Allowed = allowed;
        Limits = limits ?? PhotoLimits.Default;
        pairs = names.Pair(photos.Files, masks.Files, pairing);
        Samples = [.. pairs.Select(pair => pair.Id)];
    }

    /// <inheritdoc/>
    public override string Root { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<SampleId> Samples { get; }

    /// <summary>The values that the masks may hold.</summary>
    public MaskValues Allowed { get; }

    /// <summary>On which pixels of turned photos the masks were drawn. Set it before the first sample is read.</summary>
    public MaskOrientation MaskOrientation { get; set; }

    /// <inheritdoc/>
    public override string LabelKey => MaskOrientation == MaskOrientation.Auto ? "" : $"masks as {MaskOrientation}";

    /// <summary>Limits on what is read and decoded, for photos and masks alike.</summary>
    public PhotoLimits Limits { get; }

    /// <inheritdoc/>
    public override Sample Read(int index) => ReadPair(index);

    /// <inheritdoc/>
    public override IReadOnlyList<DataProblem> Validate(
        ValidationDepth depth = ValidationDepth.Decode, IProgress<DataProgress>? progress = null, CancellationToken cancel = default)
    {
        if (Samples.Count == 0 && pairing.Count == 0)
            return [new DataProblem(Root, "holds no photo with a mask", "put photos and masks there")];
        if (depth == ValidationDepth.Names) return pairing;

        return [.. pairing.Concat(new PairValidator(depth, Allowed).CheckAll(Samples.Count, ReadPair, progress, cancel)).Distinct()];
    }

    /// <summary>How masks of <see cref="MaskValues.Surveyed"/> values are read.</summary>
    private protected virtual MaskReading Reading => MaskReading.AnyPositive;

    /// <summary>A mask as its file holds it; null where it cannot be decoded, which <see cref="Validate"/> tells.</summary>
    /// <param name="index">The sample's position in <see cref="Samples"/>.</param>
    private protected RawMask? TryDecodeMask(int index)
    {
        var mask = pairs[index].Mask;
        try
        {
            return RawMask.Decode(masks.Read(mask, Limits.MaxBytes), Limits, mask.Name);
        }
        catch (Exception e) when (e is PhotoException or DatasetException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        photos.Dispose();
        masks.Dispose();
    }

    private PairedSample ReadPair(int index)
    {
        var (_, photo, mask) = pairs[index];
        return new PairedSample(
            photo, photos.Read(photo, Limits.MaxBytes), mask, masks.Read(mask, Limits.MaxBytes),
            Allowed == MaskValues.Surveyed ? Reading : null, MaskOrientation, Limits);
    }
}
