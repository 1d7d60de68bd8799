namespace Cutline.Segmentation.Inference;

/// <summary>How ONNX Runtime runs a model, and how to use one that Cutline did not write.</summary>
public sealed record OnnxOptions
{
    private const int MostThreads = 256;

    /// <summary>The processor to run on.</summary>
    public ExecutionDevice Device { get; init; }

    /// <summary>CPU threads of one prediction; 0 for one for each core.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// Whether the memory of a prediction is kept for the next one; otherwise it is given back after each, which costs time. A model
    /// kept open between rare predictions is small without.
    /// </summary>
    public bool KeepMemory { get; init; } = true;

    /// <summary>
    /// The name of the output that is the mask; null for the first or, of a run that trained a further output, for that one.
    /// </summary>
    public string? Output { get; init; }

    /// <summary>How to use a file without Cutline's metadata; null for files that have it.</summary>
    public ForeignModel? Foreign { get; init; }

    /// <summary>The threads that are used.</summary>
    internal int ThreadCount => Threads == 0 ? Math.Clamp(Environment.ProcessorCount, 1, MostThreads) : Threads;

    /// <exception cref="ArgumentException">A value is out of range; the message says which to use.</exception>
    public OnnxOptions Validated()
    {
        if (Threads is < 0 or > MostThreads)
            throw new ArgumentException($"Threads is {Threads}: use 1 to {MostThreads}, or 0 for one for each core");
        Foreign?.Validated();
        return this;
    }
}
