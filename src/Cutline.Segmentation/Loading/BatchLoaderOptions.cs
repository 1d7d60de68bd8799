namespace Cutline.Segmentation.Loading;

/// <summary>How <see cref="BatchLoader"/> makes batches.</summary>
public sealed record BatchLoaderOptions
{
    /// <summary>The number of samples in a batch.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Whether every epoch has its own random order; otherwise samples come in the order given.</summary>
    public bool Shuffle { get; init; }

    /// <summary>Determines the order together with the epoch's number: the same on every machine, with any number of workers.</summary>
    public long Seed { get; init; }

    /// <summary>
    /// How often, on average, an epoch shows each of the indices, such as <see cref="RepeatFactors"/> says; null for once each. An epoch
    /// shows each as often as that, rounded down or up, chosen anew in each epoch, and has as many samples as the sum, rounded up. It needs
    /// <see cref="Shuffle"/>.
    /// </summary>
    public IReadOnlyList<double>? Repeats { get; init; }

    /// <summary>Whether a last batch with fewer samples is left out.</summary>
    public bool DropLast { get; init; }

    /// <summary>The number of threads that decode and copy.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// The number of batches that are made ahead of the one in use. With 0 a batch is made only when it is asked for, by all workers
    /// together, so that decoding and computing never compete for processor cores.
    /// </summary>
    public int Prefetch { get; init; } = 2;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public void Validate()
    {
        if (BatchSize is < 1 or > 65_536) throw new ArgumentException($"BatchSize is {BatchSize}: choose 1 to 65536");
        if (Repeats is not null && !Shuffle)
            throw new ArgumentException("Repeats are given and Shuffle is false: set it, since copies of a sample would follow each other");
        if (Repeats?.FirstOrDefault(r => r is not (>= 1 and <= 1e6), 1) is { } wrong and not 1.0)
            throw new ArgumentException(FormattableString.Invariant($"Repeats holds {wrong}: use numbers from 1 to a million"));
        if (Workers is < 1 or > 1024) throw new ArgumentException($"Workers is {Workers}: choose 1 to 1024");
        if (Prefetch is < 0 or > 1024) throw new ArgumentException($"Prefetch is {Prefetch}: choose 0 to 1024");
    }
}
