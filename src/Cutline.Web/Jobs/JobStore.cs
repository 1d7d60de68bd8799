using System.Security.Cryptography;
using System.Threading.Channels;
using Cutline.Web.Problems;

namespace Cutline.Web.Jobs;

/// <summary>The jobs that there are, bounded in number and age. Their files lie in a temporary folder that only this user reads, and that goes when the service stops.</summary>
internal sealed class JobStore(ServeOptions options) : IDisposable
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Job> jobs = new(StringComparer.Ordinal);
    private readonly Channel<Job> waiting = Channel.CreateUnbounded<Job>();
    private string? folder;

    /// <summary>Jobs to be done, in the order they came.</summary>
    public IAsyncEnumerable<Job> Waiting(CancellationToken cancel) => waiting.Reader.ReadAllAsync(cancel);

    /// <summary>A new job, empty; where there are as many as may be, the one that has been done longest goes.</summary>
    /// <exception cref="RefusedException">None of them is done.</exception>
    public Job Open()
    {
        lock (gate)
        {
            if (jobs.Count >= options.Jobs.Jobs)
            {
                var oldest = jobs.Values.Where(j => j.Expires is not null).MinBy(j => j.Expires) ?? throw new RefusedException(Problem.TooManyJobs(Later));
                Remove(oldest);
            }

            folder ??= Directory.CreateTempSubdirectory("cutline-jobs-").FullName;
            var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            return jobs[id] = new Job(id, Path.Combine(folder, id), options.Jobs.KeepFor);
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
                : throw new RefusedException(Problem.NotFound($"there is no such job, or it was deleted; results are kept for {options.Jobs.KeepFor.TotalMinutes:0.#} minutes"));
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

    public void Dispose()
    {
        foreach (var job in jobs.Values) job.Delete();
        if (folder is not null && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
