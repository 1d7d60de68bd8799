namespace Cutline.Web.Jobs;

/// <summary>How much of batch jobs is kept, and for how long.</summary>
public sealed record JobLimits
{
    /// <summary>Jobs at a time; a new one takes the place of the one that has been done longest.</summary>
    public int Jobs { get; init; } = 16;

    /// <summary>Photos of one job.</summary>
    public int Photos { get; init; } = 100;

    /// <summary>Bytes of one job's uploads, and of its results, on disk.</summary>
    public long Bytes { get; init; } = 512L << 20;

    /// <summary>The longest that a job's upload may take.</summary>
    public TimeSpan UploadTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a job's results are kept after it is done.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromHours(1);

    /// <exception cref="ArgumentException">A value is out of range.</exception>
    internal void Validate()
    {
        if (Jobs < 1 || Photos < 1 || Bytes < 1 || KeepFor <= TimeSpan.Zero) throw new ArgumentException($"{this}: use numbers above 0");
    }
}
