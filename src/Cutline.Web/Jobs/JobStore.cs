using System.Security.Cryptography;
using System.Threading.Channels;
using Cutline.Web.Configuration;
using Cutline.Web.Problems;
using Cutline.Web.Storage;
using Cutline.Web.Telemetry;

namespace Cutline.Web.Jobs;

/// <summary>
/// All jobs, limited in number and age. They are stored in a folder that only the current user can read, and survive the process.
/// </summary>
internal sealed partial class JobStore : IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Job> jobs = new(StringComparer.Ordinal);
    private readonly Channel<Job> waiting = Channel.CreateUnbounded<Job>();
    private readonly JobLimits limits;
    private readonly JobRoot root;
    private readonly StoreHealth health;
    private readonly TimeProvider time;

    /// <exception cref="IOException">The folder cannot be used; the message gives the repair.</exception>
    public JobStore(ServeOptions options, CutMetrics metrics, StoreHealth health, TimeProvider time, ILogger<JobStore> log)
    {
        (this.health, this.time) = (health, time);
        metrics.ObserveJobs(() => Length);
        limits = options.Jobs;
        root = JobRoot.Open(StoreFolder.Of(options.Store, "jobs"));
        if (root.Restrict() is > 0 and var others) Readable(log, others);
        var existing = root.Existing().Select(folder => Resumed(folder, log)).OfType<(JobRecord Record, Job Job)>();
        foreach (var (_, job) in existing.OrderBy(resumed => resumed.Record.Accepted))
        {
            jobs[job.Id] = job;
            if (job.Expires is null) Submit(job);
        }
    }

    /// <summary>The number of jobs that are not finished.</summary>
    public int Length
    {
        get
        {
            lock (gate) return jobs.Values.Count(j => j.Expires is null);
        }
    }

    /// <summary>The jobs to run, in the order of their submission.</summary>
    public IAsyncEnumerable<Job> Waiting(CancellationToken cancel) => waiting.Reader.ReadAllAsync(cancel);

    /// <summary>Creates an empty job. At the limit, it replaces the job that was finished first.</summary>
    /// <exception cref="ProblemException">The limit is reached and no job is finished, or the store cannot be used.</exception>
    public Job Open()
    {
        if (health.Cause is { } cause) throw new ProblemException(Problem.StoreUnusable(cause));
        lock (gate)
        {
            if (jobs.Count >= limits.Jobs)
            {
                var oldest = jobs.Values.Where(j => j.Expires is not null).MinBy(j => j.Expires)
                    ?? throw new ProblemException(Problem.TooManyJobs(RetryDelay));
                Remove(oldest);
            }

            var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            return jobs[id] = new Job(root.Of(id), limits.KeepFor, time);
        }
    }

    /// <summary>Queues a job to be run.</summary>
    public void Submit(Job job) => waiting.Writer.TryWrite(job);

    /// <summary>Finds a job by its id.</summary>
    /// <exception cref="ProblemException">There is no such job, or it has expired.</exception>
    public Job Find(string id)
    {
        lock (gate)
        {
            return jobs.TryGetValue(id, out var job) && !job.HasExpired
                ? job
                : throw new ProblemException(Problem.NotFound(
                    $"there is no such job, or it was deleted; results are stored for {limits.KeepFor.TotalMinutes:0.#} minutes"));
        }
    }

    /// <summary>Stops and deletes a job.</summary>
    public void Remove(Job job)
    {
        lock (gate) jobs.Remove(job.Id);
        job.Delete();
    }

    /// <summary>Deletes the jobs that have expired.</summary>
    public void Sweep()
    {
        Job[] expired;
        lock (gate) expired = [.. jobs.Values.Where(j => j.HasExpired)];
        foreach (var job in expired) Remove(job);
    }

    public void Dispose() => root.Dispose();

    /// <returns>Null where the folder is not a job, or the job cannot be resumed.</returns>
    private (JobRecord Record, Job Job)? Resumed(JobFolder folder, ILogger log)
    {
        try
        {
            if (folder.Read() is { } record)
            {
                var job = new Job(folder, limits.KeepFor, time);
                job.Resume(record);
                return (record, job);
            }

            folder.Delete();
        }
        catch (Exception e) when (e is InvalidDataException or ProblemException or IOException or UnauthorizedAccessException)
        {
            Skipped(log, folder.LogId, LogText.Of(e.Message));
        }

        return null;
    }

    [LoggerMessage(2, LogLevel.Warning,
        "{Count} files of jobs may be open to other users, and their permissions cannot be changed: give them to this user")]
    private static partial void Readable(ILogger log, int count);

    [LoggerMessage(1, LogLevel.Error,
        "The job in the folder {Id} is not resumed: {Reason}. The folder is not changed; delete it when it is not needed")]
    private static partial void Skipped(ILogger log, string id, string reason);
}
