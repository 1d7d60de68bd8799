using System.Globalization;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// Several datasets as one, in the order given. A sample's name and group gain its dataset's position in front (<c>1/003</c>),
/// so that equal names stay apart. The datasets remain their owner's to dispose of.
/// </summary>
public sealed class CombinedDataset : SegmentationDataset
{
    private readonly IReadOnlyList<SegmentationDataset> parts;
    private readonly (int Part, int Index)[] places;

    /// <exception cref="DatasetException">The datasets are not of the same classes.</exception>
    public CombinedDataset(params IReadOnlyList<SegmentationDataset> parts)
    {
        if (parts.FirstOrDefault(p => !p.Classes.Classes.SequenceEqual(parts[0].Classes.Classes) || p.IsBinary != parts[0].IsBinary) is { } other)
            throw new DatasetException($"{other.Root} is of other classes than {parts[0].Root}: train on them apart, or give both the same {ClassFile.Name}");
        this.parts = parts;
        places = [.. parts.SelectMany((part, p) => Enumerable.Range(0, part.Samples.Count).Select(i => (p, i)))];
        Samples = [.. parts.SelectMany((part, p) => part.Samples.Select(s => new SampleId(Prefix(p) + s.Name, Prefix(p) + s.Group)))];
    }

    /// <summary>What stands before the names of a dataset's samples.</summary>
    public static string Prefix(int part) => string.Create(CultureInfo.InvariantCulture, $"{part}/");

    public override string Root => string.Join(" + ", parts.Select(p => p.Root));

    public override IReadOnlyList<SampleId> Samples { get; }

    public override ClassSet Classes => parts is [var first, ..] ? first.Classes : ClassSet.Car;

    public override string LabelKey => IsBinary ? "" : string.Join(" + ", parts.Select(p => p.LabelKey));

    public override Sample Read(int index) => parts[places[index].Part].Read(places[index].Index);

    public override IReadOnlyList<DataProblem> Validate(
        ValidationDepth depth = ValidationDepth.Decode, IProgress<DataProgress>? progress = null, CancellationToken cancel = default) =>
        [.. parts.SelectMany(part => part.Validate(depth, progress, cancel).Select(p => p with { File = $"{part.Root}: {p.File}" }))];

    /// <summary>Joins the splits of the datasets, one each and in their order, each made by its own rules.</summary>
    /// <exception cref="ArgumentException">There is not one split for each dataset.</exception>
    public Split Join(params IReadOnlyList<Split> splits)
    {
        if (splits.Count != parts.Count) throw new ArgumentException($"{splits.Count} splits for {parts.Count} datasets: give one for each");
        var first = new int[parts.Count];
        for (var p = 1; p < parts.Count; p++) first[p] = first[p - 1] + parts[p - 1].Samples.Count;
        int[] Shifted(Func<Split, int[]> part) => [.. splits.SelectMany((split, p) => part(split).Select(i => i + first[p]))];
        return new(Shifted(s => s.Train), Shifted(s => s.Val), Shifted(s => s.Test));
    }
}
