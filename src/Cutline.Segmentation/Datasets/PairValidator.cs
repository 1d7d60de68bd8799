namespace Cutline.Segmentation.Datasets;

/// <summary>Decodes photos and masks on all processor cores, and lists what is wrong with them in the order of the samples.</summary>
internal sealed class PairValidator(ValidationDepth depth, MaskValues allowed)
{
    /// <summary>Checks all samples.</summary>
    /// <param name="count">The number of samples.</param>
    /// <param name="read">Reads a sample.</param>
    /// <param name="progress">Receives the number of checked samples, from any thread.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public List<DataProblem> CheckAll(
        int count, Func<int, PairedSample> read, IProgress<DataProgress>? progress, CancellationToken cancel) =>
        [.. SampleLoop.Run(count, i => Check(i, read), progress, cancel).SelectMany(problems => problems)];

    /// <summary>
    /// The first value that is not of {0, 1} and not of {0, 255}, or that does not go together with those before it; null where there is
    /// none.
    /// </summary>
    internal static byte? FirstInvalid(ReadOnlySpan<byte> mask)
    {
        var at = mask.IndexOfAnyExcept((byte)0, (byte)1);
        if (at < 0) return null;
        if (mask[at] != 255) return mask[at];

        // There is a 255: then 1 is invalid like any other value.
        var other = mask.IndexOfAnyExcept((byte)0, (byte)255);
        return other < 0 ? null : mask[other];
    }

    private List<DataProblem> Check(int index, Func<int, PairedSample> read)
    {
        List<DataProblem> problems = [];
        if (Try(() => read(index), problems) is not { } sample) return problems;

        var size = Try(sample.ProbePhoto, problems);
        if (size is not null && depth >= ValidationDepth.Decode) Try(() => { sample.CheckPhoto(); return sample; }, problems);

        using var mask = Try(sample.DecodeMaskFile, problems);
        if (mask is null) return problems;
        if (size is not null && (mask.Width != size.Width || mask.Height != size.Height)) problems.Add(sample.SizeProblem(mask, size));
        if (allowed == MaskValues.Binary && FirstInvalid(mask.Pixels) is { } value) problems.Add(sample.ValueProblem(value));
        return problems;
    }

    private static T? Try<T>(Func<T> action, List<DataProblem> problems) where T : class
    {
        try
        {
            return action();
        }
        catch (DatasetException e) when (e.Problems.Count > 0)
        {
            problems.AddRange(e.Problems);
            return null;
        }
    }
}
