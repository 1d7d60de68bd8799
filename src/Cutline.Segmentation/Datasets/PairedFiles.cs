using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets;

/// <summary>A photo file with its mask file.</summary>
/// <param name="Part">train, val or test where the data says so.</param>
/// <param name="Photo">Path below the data's root.</param>
/// <param name="Mask">Path below the data's root.</param>
internal sealed record FilePair(SampleId Id, string? Part, string Photo, string Mask);

/// <summary>Photo files with mask files that are read by one coding, from wherever they were listed.</summary>
public abstract class PairedFiles : ClassDataset
{
    private readonly IReadOnlyList<FilePair> pairs;
    private readonly LabelMap coding;

    private protected PairedFiles(string root, IReadOnlyList<FilePair> pairs, IReadOnlyList<DataProblem> listing, LabelMap coding, PhotoLimits? limits)
        : base(root, [.. pairs.Select(p => (p.Id, p.Part))], listing, limits) => (this.pairs, this.coding) = (pairs, coding);

    public sealed override ClassSet Classes => coding.Classes;

    public sealed override string LabelKey => coding.Key;

    private protected sealed override ClassSample ReadClasses(int index)
    {
        var (photo, mask) = (pairs[index].Photo, pairs[index].Mask);
        return new FilePairSample(photo, BoundedFile.Read(Root, photo, Limits.MaxBytes), mask, BoundedFile.Read(Root, mask, Limits.MaxBytes), coding, Limits);
    }
}
