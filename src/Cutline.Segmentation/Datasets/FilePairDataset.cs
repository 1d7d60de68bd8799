using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets;

/// <summary>A photo file with its mask file.</summary>
/// <param name="Id">The sample's name and group.</param>
/// <param name="Part">The part of the split that the data puts it in: train, val or test; null for none.</param>
/// <param name="Photo">Path of the photo, relative to the dataset's root.</param>
/// <param name="Mask">Path of the mask, relative to the dataset's root.</param>
public sealed record FilePair(SampleId Id, string? Part, string Photo, string Mask);

/// <summary>
/// Photo files with mask files, whose labels a <see cref="LabelMap"/> translates. Derive from it, and list the files, for a naming scheme
/// of your own.
/// </summary>
public abstract class FilePairDataset : ClassDataset
{
    private readonly IReadOnlyList<FilePair> pairs;
    private readonly LabelMap labels;

    /// <param name="root">The folder that paths are relative to.</param>
    /// <param name="pairs">The files, in any order.</param>
    /// <param name="labels">How masks are read.</param>
    /// <param name="problems">Problems that were found while listing the files, for <see cref="ClassDataset.Validate"/>.</param>
    /// <param name="limits">Limits on what is read and decoded; null for the defaults.</param>
    /// <exception cref="ArgumentException">Two samples have the same name, or a part does not exist.</exception>
    protected FilePairDataset(
        string root,
        IReadOnlyList<FilePair> pairs,
        LabelMap labels,
        IReadOnlyList<DataProblem>? problems = null,
        PhotoLimits? limits = null)
        : base(root, Sort(pairs, out var sorted), problems ?? [], limits) => (this.pairs, this.labels) = (sorted, labels);

    /// <inheritdoc/>
    public sealed override ClassSet Classes => labels.Classes;

    /// <inheritdoc/>
    public sealed override string LabelKey =>
        MaskOrientation == MaskOrientation.Auto ? labels.Key : $"{labels.Key} masks as {MaskOrientation}";

    /// <summary>On which pixels of turned photos the masks were drawn. Set it before the first sample is read.</summary>
    public MaskOrientation MaskOrientation { get; set; }

    /// <inheritdoc/>
    protected sealed override ClassSample ReadSample(int index)
    {
        var (photo, mask) = (pairs[index].Photo, pairs[index].Mask);
        return new FilePairSample(
            photo, BoundedFile.Read(Root, photo, Limits.MaxBytes), mask, BoundedFile.Read(Root, mask, Limits.MaxBytes), labels,
            MaskOrientation, Limits);
    }

    private static (SampleId, string?)[] Sort(IReadOnlyList<FilePair> pairs, out FilePair[] sorted)
    {
        sorted = [.. pairs.OrderBy(p => p.Id.Name, StringComparer.Ordinal)];
        return Array.ConvertAll(sorted, p => (p.Id, p.Part));
    }
}
