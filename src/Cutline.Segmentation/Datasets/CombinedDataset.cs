using System.Globalization;
using Cutline.Imaging;
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
        // What nobody has named fits what somebody has; masks of a foreground fit those that hold void, too.
        static bool IsNamed(SegmentationDataset data) => !data.Classes.Classes.SequenceEqual(ClassSet.Foreground.Classes);
        var named = parts.FirstOrDefault(IsNamed) ?? (parts is [var first, ..] ? first : null);
        Classes = named?.Classes ?? ClassSet.Foreground;
        if (Classes.IsForeground && !parts.All(p => p.IsBinary)) Classes = Classes with { IsForeground = false };
        bool IsLikeFirst(SegmentationDataset data) => data.Classes.Count == named!.Classes.Count
            && (!IsNamed(data) || data.Classes.Classes.Select(c => c.Name).SequenceEqual(named.Classes.Classes.Select(c => c.Name)));
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
    public override IReadOnlyList<DataNote> Notes =>
        [.. parts.SelectMany(part => part.Notes.Select(n => n with { What = $"{part.Root}: {n.What}" }))];

    /// <inheritdoc/>
    public override Sample Read(int index)
    {
        var part = parts[places[index].Part];
        var sample = part.Read(places[index].Index);
        return part.IsBinary && !IsBinary ? new IndexedSample(sample) : sample;
    }

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

    /// <summary>A sample of binary masks among others of indices.</summary>
    private sealed class IndexedSample(Sample sample) : Sample
    {
        public override ContentKey Key => sample.Key;

        public override ContentKey PhotoKey => sample.PhotoKey;

        internal override MaskTurn Turn => sample.Turn;

        internal override Photo? DrawnOtherwise(Photo mask) => sample.DrawnOtherwise(mask);

        public override Photo DecodePhoto((int Width, int Height)? shrinkTo = null) => sample.DecodePhoto(shrinkTo);

        public override Photo DecodeMask() => ReadMask().Indices;

        public override DecodedMask ReadMask() => sample.ReadMask();
    }
}
