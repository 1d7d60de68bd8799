using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets;

/// <summary>Some of a dataset's samples. It does not dispose of the dataset.</summary>
/// <param name="whole">The dataset.</param>
/// <param name="indices">Its samples that are seen, ascending.</param>
internal sealed class SubsetDataset(SegmentationDataset whole, IReadOnlyList<int> indices) : SegmentationDataset
{
    /// <inheritdoc/>
    public override string Root => whole.Root;

    /// <inheritdoc/>
    public override IReadOnlyList<SampleId> Samples { get; } = [.. indices.Select(i => whole.Samples[i])];

    /// <inheritdoc/>
    public override ClassSet Classes => whole.Classes;

    /// <inheritdoc/>
    public override string LabelKey => whole.LabelKey;

    /// <inheritdoc/>
    public override IReadOnlyList<DataNote> Notes => whole.Notes;

    /// <summary>The samples that are in a part of a split, and that split of them.</summary>
    public static (SegmentationDataset Data, Split Split) Of(SegmentationDataset whole, Split split)
    {
        var indices = split.Part("all");
        var places = indices.Index().ToDictionary(place => place.Item, place => place.Index);
        int[] Placed(int[] part) => [.. part.Select(i => places[i])];
        return (new SubsetDataset(whole, indices), new(Placed(split.Train), Placed(split.Val), Placed(split.Test)));
    }

    /// <inheritdoc/>
    public override Sample Read(int index) => whole.Read(indices[index]);

    /// <inheritdoc/>
    public override IReadOnlyList<DataProblem> Validate(
        ValidationDepth depth = ValidationDepth.Decode, IProgress<DataProgress>? progress = null, CancellationToken cancel = default) =>
        whole.Validate(depth, progress, cancel);
}
