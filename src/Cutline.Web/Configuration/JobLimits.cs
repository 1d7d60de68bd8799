namespace Cutline.Web.Configuration;

/// <summary>The limits of batch jobs.</summary>
public sealed record JobLimits
{
    /// <summary>
    /// Largest number of jobs; a new job whose upload is whole replaces the one that was finished first, of the client that has the most.
    /// </summary>
    public int Jobs { get; init; } = 16;

    /// <summary>Largest number of unfinished jobs of one client, its uploads included. Default half of <see cref="Jobs"/>.</summary>
    public int ClientJobs
    {
        get => field != 0 ? field : Math.Max(1, Jobs / 2);
        init;
    }

    /// <summary>Largest number of photos of one job.</summary>
    public int Photos { get; init; } = 100;

    /// <summary>Largest size on disk of one job's uploads, and of its results, in bytes.</summary>
    public long Bytes { get; init; } = 512L << 20;

    /// <summary>The longest duration of a job's upload.</summary>
    public TimeSpan UploadTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the results of a finished job are stored.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>After which time a write that failed is tried again: that of a full disk, and those of a job whose folder failed.</summary>
    internal TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    internal void Validate()
    {
        Check(Jobs >= 1, nameof(Jobs), Jobs, "1 or more");
        Check(ClientJobs >= 1, nameof(ClientJobs), ClientJobs, "1 or more");
        Check(Photos >= 1, nameof(Photos), Photos, "1 or more");
        Check(Bytes >= 1, nameof(Bytes), Bytes, "1 or more");
        Check(UploadTime > TimeSpan.Zero, nameof(UploadTime), UploadTime, "a time above 0");
        Check(KeepFor > TimeSpan.Zero, nameof(KeepFor), KeepFor, "a time above 0");
    }

    private static void Check(bool fits, string name, object value, string use)
    {
        if (!fits) throw new ArgumentException(FormattableString.Invariant($"Jobs.{name} is {value}: use {use}"));
    }
}
