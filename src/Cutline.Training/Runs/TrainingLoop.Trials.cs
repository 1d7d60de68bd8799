using System.Diagnostics;
using Cutline.Segmentation.Loading;

namespace Cutline.Training.Runs;

/// <summary>Training steps outside a run: to find a learning rate or a batch size.</summary>
internal sealed partial class TrainingLoop
{
    /// <summary>Bytes of the decoded photos that a run keeps in memory.</summary>
    internal long CachedBytes => data.CachedBytes;

    /// <summary>Updates with these rates, over as many epochs as they need; yields each with the mean loss before its update.</summary>
    internal IEnumerable<(double Rate, double Loss)> TryRates(IEnumerable<double> rates, CancellationToken cancel)
    {
        using var next = rates.GetEnumerator();
        var (sum, count) = (0.0, 0);
        foreach (var (samples, number, batch) in Endless(cancel))
        {
            if (batch % options.Accumulate == 0)
            {
                if (!next.MoveNext()) yield break;
                (optimizer.LearningRate, sum, count) = (next.Current, 0, 0);
            }

            var (value, _) = Step(samples, number, batch);
            (sum, count) = (sum + value * samples.Count, count + samples.Count);
            if ((batch + 1) % options.Accumulate == 0 || batch + 1 == data.Train.Batches) yield return (next.Current, sum / count);
        }
    }

    /// <summary>
    /// Photos in a second of the shortest of some training steps, which other work on the machine slows least; of full batches, after one
    /// that is not measured. 0 where there is no full one.
    /// </summary>
    internal double Speed(int steps, CancellationToken cancel)
    {
        if (data.Train.Samples < options.Batch) return 0;
        var (shortest, seen) = (double.PositiveInfinity, 0);
        foreach (var (samples, number, batch) in Endless(cancel))
        {
            if (samples.Count < options.Batch) continue;
            var clock = Stopwatch.StartNew();
            Step(samples, number, batch);
            if (seen > 0) shortest = Math.Min(shortest, clock.Elapsed.TotalSeconds);
            if (seen++ == steps) break;
        }

        return options.Batch / shortest;
    }

    /// <summary>Batches of epoch after epoch, with their number in the run and in their epoch.</summary>
    private IEnumerable<(Batch Samples, long Number, int Batch)> Endless(CancellationToken cancel)
    {
        if (frozen is null) model.train();
        else frozen.Train();
        for (var number = 0L; ;)
        {
            var batch = 0;
            foreach (var samples in data.Train.Epoch(1 + number / data.Train.Batches, cancel))
            {
                using (samples)
                {
                    cancel.ThrowIfCancellationRequested();
                    yield return (samples, number++, batch++);
                }
            }
        }
    }
}
