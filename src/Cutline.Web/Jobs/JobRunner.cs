using Cutline.Imaging;
using Cutline.Web.Configuration;
using Cutline.Web.Cutting;
using Cutline.Web.Problems;
using Cutline.Web.Storage;
using Cutline.Web.Uploads;

namespace Cutline.Web.Jobs;

/// <summary>
/// Runs the jobs one after the other, so that the queue contains only as many photos of jobs as are cut at a time. When the service stops,
/// it finishes the photos that are being cut, and the next process resumes the rest.
/// </summary>
internal sealed partial class JobRunner(
    JobStore store, CutQueue queue, PhotoValidator validator, ServeOptions options, IHostApplicationLifetime life, ILogger<JobRunner> log)
    : BackgroundService
{
    /// <summary>Maximum attempts after crashes of the process.</summary>
    private const int MostAttempts = 5;

    private static readonly TimeSpan FullDiskDelay = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, life.ApplicationStopping);
        try
        {
            await foreach (var job in store.Waiting(stopping.Token)) await RunAsync(job, stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The next process resumes what was not started.
        }
    }

    private async Task RunAsync(Job job, CancellationToken stopping)
    {
        var budget = new ByteBudget(options.Jobs.Bytes - job.Photos.Sum(p => job.Folder.CutOutBytes(p.Number)));
        var retried = job.Photos.Where(p => p.State == WorkState.Waiting).ToLookup(p => job.Folder.Attempts(p.Number) > 0);
        try
        {
            await EachAsync(retried[true], 1); // a photo that may crash the process runs alone
            await EachAsync(retried[false], options.Workers);
            await StoreAsync(job, job.EndAsync, stopping);
        }
        catch (Exception) when (job.Cancelled.IsCancellationRequested)
        {
            // The job was deleted with its folder, so that reading and writing may fail in any way.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Suspended(log, job.Folder.Reason(e));
        }

        Task EachAsync(IEnumerable<JobPhoto> photos, int atATime)
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = atATime, CancellationToken = stopping };
            return Parallel.ForEachAsync(photos, parallel, async (photo, _) => await RunAsync(job, photo, budget, stopping));
        }
    }

    private async Task RunAsync(Job job, JobPhoto photo, ByteBudget budget, CancellationToken stopping)
    {
        job.Cancelled.ThrowIfCancellationRequested();
        job.Begin(photo);
        try
        {
            if (job.Folder.Attempts(photo.Number) >= MostAttempts)
                throw new ProblemException(Problem.Undecodable(
                    $"the service stopped {MostAttempts} times while cutting it: save it again with another program, and send it alone"));
            job.Folder.AddAttempt(photo.Number);
            var cut = await CutAsync(photo, job.Settings!, budget, job.Cancelled);
            await StoreAsync(job, () => job.FinishAsync(photo, cut, job.Cancelled), stopping);
        }
        catch (ProblemException e)
        {
            await StoreAsync(job, () => job.FailAsync(photo, e.Problem, job.Cancelled), stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException && !job.Cancelled.IsCancellationRequested)
        {
            Failed(log, e);
            await StoreAsync(job, () => job.FailAsync(photo, Problem.InternalError, job.Cancelled), stopping);
        }
    }

    private async Task<CutResult> CutAsync(JobPhoto photo, CutSettings settings, ByteBudget budget, CancellationToken cancel)
    {
        var bytes = await File.ReadAllBytesAsync(photo.Upload, cancel);
        var cost = CutCost.Of(validator.Validate(bytes), settings, validator.Validate(settings.Files));
        var cut = await queue.CutAsync(bytes, settings, cost, cancel);
        return budget.Take(cut.Bytes.Length)
            ? cut
            : throw new ProblemException(Problem.TooLarge(
                $"the job's cut-outs would have more than {options.Jobs.Bytes >> 20} MiB: send fewer photos, or ask for webp or jpeg"));
    }

    /// <summary>
    /// Writes an outcome, and retries while the disk is full. If the service stops meanwhile, the next process cuts the photo again.
    /// </summary>
    private async Task StoreAsync(Job job, Func<Task> write, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await write();
                return;
            }
            catch (IOException e) when (AtomicFile.IsDiskFull(e))
            {
                Full(log, job.Folder.Reason(e));
                await Task.Delay(FullDiskDelay, stopping);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "A photo of a job failed")]
    private static partial void Failed(ILogger log, Exception e);

    [LoggerMessage(2, LogLevel.Error, "A job waits since the disk is full: {Reason}")]
    private static partial void Full(ILogger log, string reason);

    [LoggerMessage(3, LogLevel.Error, "A job is suspended until the next start of the service, since its folder failed: {Reason}")]
    private static partial void Suspended(ILogger log, string reason);
}
