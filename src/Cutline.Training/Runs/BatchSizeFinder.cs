using System.Diagnostics;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Cutline.Training.Runs;

/// <summary>A batch size that a <see cref="BatchSizeFinder"/> tried.</summary>
/// <param name="Batch">Photos in a training step.</param>
/// <param name="ImagesPerSecond">Of its training steps; 0 where none was made.</param>
/// <param name="Memory">Bytes that the process had used at most, and the decoded photos will; null where that is not known, as on a GPU.
/// </param>
/// <param name="Reason">Why it cannot be used; null where it can.</param>
public sealed record BatchSizeTrial(int Batch, double ImagesPerSecond, long? Memory, string? Reason = null);

/// <summary>
/// Finds the batch size with which training steps take the least time for a photo, of those that fit into memory: 2, 4, 8 and so on are
/// tried by a few steps each.
/// </summary>
public sealed record BatchSizeFinder
{
    /// <summary>The share of the memory that may be used.</summary>
    public const double Share = 0.75;

    private const int Smallest = 2;

    /// <summary>Steps of each size that are measured, after one that is not.</summary>
    private const int Steps = 4;

    /// <summary>A size that is not faster by this share is no gain; after two without gain no larger one is tried.</summary>
    private const double LeastGain = 0.05;

    /// <summary>The largest size that is tried.</summary>
    public int Largest { get; init; } = 256;

    /// <summary>Bytes of memory; by default this process' share of the machine's: that of its container, where it has a limit.</summary>
    public long Memory { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Tries sizes. The trainers make no run.</summary>
    /// <param name="make">Makes a trainer of a batch size, which is disposed of.</param>
    /// <param name="progress">Is told of each size that was tried.</param>
    /// <param name="cancel">Ends the search within a step.</param>
    /// <returns>The size to train with.</returns>
    /// <exception cref="TrainingException">Not even the smallest size fits.</exception>
    /// <exception cref="Segmentation.DatasetException">The data cannot be trained on.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public int Run(Func<int, Trainer> make, IProgress<BatchSizeTrial>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(make);
        return Search(batch => Try(make, batch, cancel), progress);
    }

    /// <summary>Tries 2, 4, 8 and so on, and chooses.</summary>
    internal int Search(Func<int, BatchSizeTrial> attempt, IProgress<BatchSizeTrial>? progress)
    {
        var trials = new List<BatchSizeTrial>();
        BatchSizeTrial? last = null;
        BatchSizeTrial Add(BatchSizeTrial trial)
        {
            last = trial;
            progress?.Report(trial);
            if (trial.Reason is null) trials.Add(trial);
            return trial;
        }

        var (fastest, without) = (0.0, 0);
        for (var batch = Smallest; batch <= Largest && without < 2; batch *= 2)
        {
            var needed = Expected(trials, batch);
            if (Add(TooMuch(needed) is { } reason ? new(batch, 0, needed, reason) : attempt(batch)).Reason is not null) break;
            without = trials[^1].ImagesPerSecond < fastest * (1 + LeastGain) ? without + 1 : 0;
            fastest = Math.Max(fastest, trials[^1].ImagesPerSecond);
        }

        while (trials.FirstOrDefault(t => t.ImagesPerSecond * (1 + LeastGain) >= trials.Max(best => best.ImagesPerSecond)) is { } chosen)
        {
            // What a GPU has left is not known: a size uses at most three quarters of it if one a third larger runs.
            if (chosen.Memory is not null || Add(attempt((int)Math.Ceiling(chosen.Batch / Share))).Reason is null) return chosen.Batch;
            trials.RemoveAll(t => t.Batch >= chosen.Batch);
        }

        throw new TrainingException(
            $"batches of {Smallest} cannot be used (a batch {last!.Reason}): name a Batch, or lower Preprocess.Size or Model.Base");
    }

    private string? TooMuch(long? memory) => memory > Share * Memory
        ? FormattableString.Invariant($"needs {memory / 1e9:F1} GB of the {Share * Memory / 1e9:F1} that may be used") : null;

    /// <summary>What a size will use, where each further photo takes as much as between the last two sizes; null where that is not known.
    /// </summary>
    private static long? Expected(List<BatchSizeTrial> trials, int batch) =>
        trials is [.., { Memory: { } before } first, { Memory: { } now } last] && last.Batch < batch
            ? now + (now - before) / (last.Batch - first.Batch) * (batch - last.Batch)
            : null;

    private BatchSizeTrial Try(Func<int, Trainer> make, int batch, CancellationToken cancel)
    {
        using var trainer = make(batch);
        try
        {
            return trainer.Try(loop =>
            {
                var speed = loop.Speed(Steps, cancel);
                if (speed == 0) return new BatchSizeTrial(batch, 0, null, "is larger than the number of training photos");
                if (trainer.Device.type == DeviceType.CUDA) return new BatchSizeTrial(batch, speed, null);
                using var process = Process.GetCurrentProcess();
                var memory = Math.Max(process.PeakWorkingSet64, process.WorkingSet64) + loop.CachedBytes;
                return new BatchSizeTrial(batch, speed, memory, TooMuch(memory));
            }, cancel);
        }
        catch (ExternalException e) when (e.Message.Contains("memory", StringComparison.Ordinal))
        {
            return new(batch, 0, null, "is out of memory");
        }
    }
}
