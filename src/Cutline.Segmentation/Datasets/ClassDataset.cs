using Cutline.Imaging;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets;

/// <summary>Photos with masks of class indices, found by whoever derives from it; checked and divided alike.</summary>
public abstract class ClassDataset : SegmentationDataset
{
    private const int ReportEvery = 16;

    private readonly IReadOnlyList<string?> parts;
    private readonly IReadOnlyList<DataProblem> listing;

    /// <param name="samples">Names with the part, train, val or test, that the data puts each in, or null.</param>
    /// <param name="listing">What was found wrong with names and lists.</param>
    private protected ClassDataset(string root, IReadOnlyList<(SampleId Id, string? Part)> samples, IReadOnlyList<DataProblem> listing, PhotoLimits? limits)
    {
        Root = root;
        Limits = limits ?? PhotoLimits.Default;
        this.listing = listing;
        parts = [.. samples.Select(s => s.Part)];
        Samples = [.. samples.Select(s => s.Id)];
    }

    public sealed override string Root { get; }

    public sealed override IReadOnlyList<SampleId> Samples { get; }

    /// <summary>Limits on what is read and decoded, for photos and masks alike.</summary>
    public PhotoLimits Limits { get; }

    public sealed override Split? GivenSplit
    {
        get
        {
            int[] Of(string part) => [.. Enumerable.Range(0, parts.Count).Where(i => parts[i] == part)];
            return parts.Any(p => p is not null) ? new(Of("train"), Of("val"), Of("test")) : null;
        }
    }

    public sealed override Sample Read(int index) => ReadClasses(index);

    /// <inheritdoc/>
    public sealed override IReadOnlyList<DataProblem> Validate(
        ValidationDepth depth = ValidationDepth.Decode, IProgress<DataProgress>? progress = null, CancellationToken cancel = default)
    {
        if (Samples.Count == 0 && listing.Count == 0) return [new DataProblem(Root, "holds no photo with a mask", "put photos and masks there")];
        if (depth == ValidationDepth.Names) return listing;

        var found = new DataProblem?[Samples.Count];
        var done = 0;
        Parallel.For(0, Samples.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel }, i =>
        {
            found[i] = Check(i, depth);
            var now = Interlocked.Increment(ref done);
            if (now % ReportEvery == 0 || now == found.Length) progress?.Report(new(now, found.Length));
        });
        return [.. listing, .. found.OfType<DataProblem>()];
    }

    private protected abstract ClassSample ReadClasses(int index);

    private DataProblem? Check(int index, ValidationDepth depth)
    {
        try
        {
            var sample = ReadClasses(index);
            using var mask = sample.ReadMask();
            if (depth >= ValidationDepth.Decode) sample.DecodePhoto().Dispose();
            return mask.UnknownLabels.Count > 0 ? sample.UnknownLabelProblem(mask) : null;
        }
        catch (DatasetException e) when (e.Problems.Count > 0)
        {
            return e.Problems[0];
        }
    }
}
