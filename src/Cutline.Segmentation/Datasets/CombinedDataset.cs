using System.Globalization;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// Several datasets as a single one, in the order given. The name and group of a sample begin with the position of its dataset
/// (<c>1/003</c>), so that equal names remain different. It does not dispose of the datasets.
/// </summary>
public sealed class CombinedDataset : SegmentationDataset
{
    private readonly IReadOnlyList<SegmentationDataset> parts;
    private readonly (int Part, int Index)[] places;

    /// <param name="parts">The datasets, of the same classes.</param>
    /// <exception cref="DatasetException">The datasets are of different classes.</exception>
    public CombinedDataset(params IReadOnlyList<SegmentationDataset> parts)
    {
        var named = parts.FirstOrDefault(p => p.Classes != ClassSet.Foreground) ?? (parts is [var first, ..] ? first : null);
        Classes = named?.Classes ?? ClassSet.Foreground;
        bool IsLikeFirst(SegmentationDataset data) => data.IsBinary == named!.IsBinary
            && (data.Classes == ClassSet.Foreground || data.Classes.Classes.SequenceEqual(named.Classes.Classes));
        if (parts.FirstOrDefault(p => !IsLikeFirst(p)) is { } other)
        {
            throw new DatasetException(
                $"{other.Root} has other classes than {named!.Root}: train on them separately, or give both the same {ClassFile.Name}");
        }

        this.parts = parts;
        places = [.. parts.SelectMany((part, p) => Enumerable.Range(0, part.Samples.Count).Select(i => (p, i)))];
        Samples = [.. parts.SelectMany((part, p) => part.Samples.Select(s => new SampleId(Prefix(p) + s.Name, Prefix(p) + s.Group)))];
    }

    /// <summary>The beginning of the names of a dataset's samples.</summary>
    /// <param name="part">The dataset's position.</param>
    public static string Prefix(int part) => string.Create(CultureInfo.InvariantCulture, $"{part}/");

    /// <inheritdoc/>
    public override string Root => string.Join(" + ", parts.Select(p => p.Root));

    /// <inheritdoc/>
    public override IReadOnlyList<SampleId> Samples { get; }

    /// <inheritdoc/>
    public override ClassSet Classes { get; }

    /// <inheritdoc/>
    public override string LabelKey => IsBinary ? "" : string.Join(" + ", parts.Select(p => p.LabelKey));

    /// <inheritdoc/>
    public override Sample Read(int index) => parts[places[index].Part].Read(places[index].Index);

    /// <inheritdoc/>
    public override IReadOnlyList<DataProblem> Validate(
        ValidationDepth depth = ValidationDepth.Decode, IProgress<DataProgress>? progress = null, CancellationToken cancel = default) =>
        [.. parts.SelectMany(part => part.Validate(depth, progress, cancel).Select(p => p with { File = $"{part.Root}: {p.File}" }))];

    /// <summary>Joins the splits of the datasets into one.</summary>
    /// <param name="splits">One split for each dataset, in their order.</param>
    /// <exception cref="ArgumentException">The number of splits is another one.</exception>
    public Split Join(params IReadOnlyList<Split> splits)
    {
        if (splits.Count != parts.Count)
            throw new ArgumentException($"{splits.Count} splits do not fit {parts.Count} datasets: give one for each");
        var first = new int[parts.Count];
        for (var p = 1; p < parts.Count; p++) first[p] = first[p - 1] + parts[p - 1].Samples.Count;
        int[] Shifted(Func<Split, int[]> part) => [.. splits.SelectMany((split, p) => part(split).Select(i => i + first[p]))];
        return new(Shifted(s => s.Train), Shifted(s => s.Val), Shifted(s => s.Test));
    }
}
