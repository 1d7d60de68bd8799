using System.Security.Cryptography;
using System.Threading.Channels;
using Cutline.Web.Problems;
using Cutline.Web.Telemetry;

namespace Cutline.Web.Jobs;

/// <summary>The jobs that there are, bounded in number and age. They outlive the process, in a folder that only this user reads.</summary>
internal sealed partial class JobStore : IDisposable
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Job> jobs = new(StringComparer.Ordinal);
    private readonly Channel<Job> waiting = Channel.CreateUnbounded<Job>();
    private readonly JobLimits limits;
    private readonly JobsFolder folder;

    /// <exception cref="IOException">The folder cannot be used; the message says what to do.</exception>
    public JobStore(ServeOptions options, CutMeter meter, ILogger<JobStore> log)
    {
        meter.WatchJobs(() => Length);
        limits = options.Jobs;
        folder = JobsFolder.Open(StoreFolder.Of(options.Store, "jobs"));
        foreach (var (record, job) in folder.Left().Select(left => Resumed(left, log)).OfType<(JobRecord Record, Job Job)>().OrderBy(left => left.Record.Accepted))
        {
            jobs[job.Id] = job;
            if (job.Expires is null) Submit(job);
        }
    }

    /// <summary>Jobs that are not done.</summary>
    public int Length
    {
        get
        {
            lock (gate) return jobs.Values.Count(j => j.Expires is null);
        }
    }

    /// <summary>Jobs to be done, in the order they came.</summary>
    public IAsyncEnumerable<Job> Waiting(CancellationToken cancel) => waiting.Reader.ReadAllAsync(cancel);

    /// <summary>A new job, empty; where there are as many as may be, the one that has been done longest goes.</summary>
    /// <exception cref="RefusedException">None of them is done.</exception>
    public Job Open()
    {
        lock (gate)
        {
            if (jobs.Count >= limits.Jobs)
            {
                var oldest = jobs.Values.Where(j => j.Expires is not null).MinBy(j => j.Expires) ?? throw new RefusedException(Problem.TooManyJobs(Later));
                Remove(oldest);
            }

            var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            return jobs[id] = new Job(folder.Of(id), limits.KeepFor);
        }
    }

    /// <summary>Has a job done, after those before it.</summary>
    public void Submit(Job job) => waiting.Writer.TryWrite(job);

    /// <exception cref="RefusedException">There is no such job, or no more.</exception>
    public Job Find(string id)
    {
        lock (gate)
        {
            return jobs.TryGetValue(id, out var job) && !(job.Expires < DateTimeOffset.UtcNow)
                ? job
                : throw new RefusedException(Problem.NotFound($"there is no such job, or it was deleted; results are kept for {limits.KeepFor.TotalMinutes:0.#} minutes"));
        }
    }

    public void Remove(Job job)
    {
        lock (gate) jobs.Remove(job.Id);
        job.Delete();
    }

    /// <summary>Deletes what is older than it may be.</summary>
    public void Sweep()
    {
        Job[] old;
        lock (gate) old = [.. jobs.Values.Where(j => j.Expires < DateTimeOffset.UtcNow)];
        foreach (var job in old) Remove(job);
    }

    public void Dispose() => folder.Dispose();

    /// <returns>Null where there is no job, or none that can be gone on with.</returns>
    private (JobRecord Record, Job Job)? Resumed(JobFolder left, ILogger log)
    {
        try
        {
            if (left.Read() is { } record)
            {
                var job = new Job(left, limits.KeepFor);
                job.Resume(record);
                return (record, job);
            }

            left.Delete();
        }
        catch (Exception e) when (e is InvalidDataException or RefusedException or IOException or UnauthorizedAccessException)
        {
            Skipped(log, left.ShownId, left.Reason(e));
        }

        return null;
    }

    [LoggerMessage(1, LogLevel.Error, "The job in the folder {Id} is not gone on with: {Reason}. The folder is left as it is; delete it when it is of no use")]
    private static partial void Skipped(ILogger log, string id, string reason);
}
