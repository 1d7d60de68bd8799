using Cutline.Imaging;

namespace Cutline.Segmentation.Datasets;

/// <summary>Looks into photos and masks, on all cores, and collects what is wrong with them in the order of the samples.</summary>
internal sealed class PairCheck(ValidationDepth depth, MaskValues allowed)
{
    private const int ReportEvery = 16;

    public List<DataProblem> All(
        int count, Func<int, PairedSample> read, IProgress<DataProgress>? progress, CancellationToken cancel)
    {
        var found = new List<DataProblem>[count];
        var done = 0;
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel }, i =>
        {
            found[i] = One(i, read);
            var now = Interlocked.Increment(ref done);
            if (now % ReportEvery == 0 || now == count) progress?.Report(new(now, count));
        });
        return [.. found.SelectMany(problems => problems)];
    }

    private List<DataProblem> One(int index, Func<int, PairedSample> read)
    {
        List<DataProblem> problems = [];
        if (Try(() => read(index), problems) is not { } sample) return problems;

        var size = Try(sample.ProbePhoto, problems);
        if (size is not null && depth >= ValidationDepth.Decode) Try(() => { sample.CheckPhoto(); return sample; }, problems);

        using var mask = Try(sample.DecodeAnyMask, problems);
        if (mask is null) return problems;
        if (size is not null && (mask.Width != size.Width || mask.Height != size.Height)) problems.Add(sample.SizeProblem(mask, size));
        if (allowed == MaskValues.Binary && MaskContent.FirstInvalid(mask.Pixels) is { } value) problems.Add(sample.ValueProblem(value));
        return problems;
    }

    private static T? Try<T>(Func<T> look, List<DataProblem> problems) where T : class
    {
        try
        {
            return look();
        }
        catch (DatasetException e) when (e.Problems.Count > 0)
        {
            problems.AddRange(e.Problems);
            return null;
        }
    }
}
