namespace Cutline.Segmentation.Datasets;

/// <summary>Processes all samples of a dataset on all processor cores.</summary>
internal static class SampleLoop
{
    private const int ReportEvery = 16;

    /// <summary>Calls a function for each index.</summary>
    /// <param name="count">The number of samples.</param>
    /// <param name="process">The function; it is called from several threads at the same time.</param>
    /// <param name="progress">Receives the number of processed samples now and then, and at the end, from any thread.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The results in the order of the samples.</returns>
    public static T[] Run<T>(int count, Func<int, T> process, IProgress<DataProgress>? progress, CancellationToken cancel)
    {
        var results = new T[count];
        var done = 0;
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel }, i =>
        {
            results[i] = process(i);
            var now = Interlocked.Increment(ref done);
            if (now % ReportEvery == 0 || now == count) progress?.Report(new(now, count));
        });
        return results;
    }
}
