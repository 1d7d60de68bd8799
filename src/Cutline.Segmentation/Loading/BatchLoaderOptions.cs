namespace Cutline.Segmentation.Loading;

/// <summary>How batches are made.</summary>
public sealed record BatchLoaderOptions
{
    /// <summary>Samples in a batch.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Whether each epoch has an order of its own; otherwise samples come in the order given.</summary>
    public bool Shuffle { get; init; }

    /// <summary>With the epoch's number, decides the order: the same on every machine, with any number of workers.</summary>
    public long Seed { get; init; }

    /// <summary>Whether a last batch with fewer samples is left out.</summary>
    public bool DropLast { get; init; }

    /// <summary>Threads that decode and gather.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Batches made ahead of the one in use. 0: made only when asked for, by all workers, so that decoding and computing never share the cores.</summary>
    public int Prefetch { get; init; } = 2;

    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public void Validate()
    {
        if (BatchSize is < 1 or > 65_536) throw new ArgumentException($"a batch of {BatchSize} samples cannot be made: choose 1 to 65536");
        if (Workers is < 1 or > 1024) throw new ArgumentException($"{Workers} workers cannot decode: choose 1 to 1024");
        if (Prefetch is < 0 or > 1024) throw new ArgumentException($"{Prefetch} batches cannot be made ahead: choose 0 to 1024");
    }
}
