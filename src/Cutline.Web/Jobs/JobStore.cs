using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Threading.Channels;
using Cutline.Web.Configuration;
using Cutline.Web.Problems;
using Cutline.Web.Sharing;
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
    private readonly HashSet<Job> uploads = [];
    private readonly FairQueue<Job> waiting = new();
    private readonly Channel<bool> turns = Channel.CreateUnbounded<bool>(); // one for each job that waits
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

    /// <summary>The jobs to run: of each client in turn, in the order of their submission.</summary>
    public async IAsyncEnumerable<Job> Waiting([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var _ in turns.Reader.ReadAllAsync(cancel))
        {
            Job? job;
            lock (gate) waiting.TryTake(_ => Turn.Take, out job);
            if (job is not null) yield return job;
        }
    }

    /// <summary>Creates an empty job for an upload. It is not one of the jobs until <see cref="Admit"/>, and replaces none.</summary>
    /// <param name="client">Whose it is.</param>
    /// <exception cref="ProblemException">The client, or all together, have as many unfinished jobs as they may, or the store cannot be
    /// used.</exception>
    public Job Open(string client)
    {
        if (health.Cause is { } cause) throw new ProblemException(Problem.StoreUnusable(cause));
        lock (gate)
        {
            var unfinished = jobs.Values.Where(j => j.Expires is null).ToArray();
            if (unfinished.Length >= limits.Jobs) throw new ProblemException(Problem.TooManyJobs(RetryDelay));
            if (unfinished.Concat(uploads).Count(j => j.Client == client) >= limits.ClientJobs)
                throw new ProblemException(Problem.TooManyClientJobs(RetryDelay));
            var job = new Job(root.Of(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))), limits.KeepFor, time)
            {
                Client = client,
            };
            uploads.Add(job);
            return job;
        }
    }

    /// <summary>
    /// Makes a job whose upload is whole one of the jobs, and queues it. At the limit it replaces the job that was finished first, of the
    /// client that has the most jobs.
    /// </summary>
    /// <exception cref="ProblemException">The limit is reached and no job is finished.</exception>
    public void Admit(Job job)
    {
        lock (gate)
        {
            if (jobs.Count >= limits.Jobs)
            {
                var oldest = jobs.Values.GroupBy(j => j.Client).OrderByDescending(client => client.Count())
                    .Select(client => client.Where(j => j.Expires is not null).MinBy(j => j.Expires)).FirstOrDefault(j => j is not null)
                    ?? throw new ProblemException(Problem.TooManyJobs(RetryDelay));
                Remove(oldest);
            }

            uploads.Remove(job);
            jobs[job.Id] = job;
            Submit(job);
        }
    }

    /// <summary>Queues a job whose photos are to be cut, once more where its folder failed.</summary>
    public void Submit(Job job)
    {
        lock (gate) waiting.Add(job.Client, job);
        turns.Writer.TryWrite(true);
    }

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
        lock (gate)
        {
            jobs.Remove(job.Id);
            uploads.Remove(job);
        }

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
