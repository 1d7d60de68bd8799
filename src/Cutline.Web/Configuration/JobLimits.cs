namespace Cutline.Web.Configuration;

/// <summary>The limits of batch jobs.</summary>
public sealed record JobLimits
{
    /// <summary>Largest number of jobs; a new job replaces the one that was finished first.</summary>
    public int Jobs { get; init; } = 16;

    /// <summary>Largest number of photos of one job.</summary>
    public int Photos { get; init; } = 100;

    /// <summary>Largest size on disk of one job's uploads, and of its results, in bytes.</summary>
    public long Bytes { get; init; } = 512L << 20;

    /// <summary>The longest duration of a job's upload.</summary>
    public TimeSpan UploadTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the results of a finished job are stored.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    internal void Validate()
    {
        if (Jobs < 1 || Photos < 1 || Bytes < 1 || KeepFor <= TimeSpan.Zero) throw new ArgumentException($"{this}: use numbers above 0");
    }
}
