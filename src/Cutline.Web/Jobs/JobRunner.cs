using Cutline.Imaging;
using Cutline.Imaging.Decoding;
using Cutline.Web.Configuration;
using Cutline.Web.Cutting;
using Cutline.Web.Problems;
using Cutline.Web.Storage;
using Cutline.Web.Uploads;

namespace Cutline.Web.Jobs;

/// <summary>
/// Runs the jobs one after the other, so that the queue contains only as many photos of jobs as are cut at a time. When the service stops,
/// it finishes the photos that are being cut, and the next process resumes the rest. A failure of the disk is never a photo's: a full
/// disk is waited for, and a job whose folder fails otherwise is tried again later.
/// </summary>
internal sealed partial class JobRunner(
    JobStore store, CutQueue queue, PhotoValidator validator, ServeOptions options, IHostApplicationLifetime life, ILogger<JobRunner> log)
    : BackgroundService
{
    /// <summary>Maximum attempts after crashes of the process.</summary>
    private const int MostAttempts = 5;

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
            Suspended(log, LogText.Of(e.Message));
            job.Suspend();
            _ = SubmitLaterAsync(job, stopping);
        }

        Task EachAsync(IEnumerable<JobPhoto> photos, int atATime)
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = atATime, CancellationToken = stopping };
            return Parallel.ForEachAsync(photos, parallel, async (photo, _) => await RunAsync(job, photo, budget, stopping));
        }
    }

    private async Task SubmitLaterAsync(Job job, CancellationToken stopping)
    {
        await Task.Delay(options.Jobs.RetryDelay, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stopping.IsCancellationRequested && !job.Cancelled.IsCancellationRequested) store.Submit(job);
    }

    private async Task RunAsync(Job job, JobPhoto photo, ByteBudget budget, CancellationToken stopping)
    {
        job.Cancelled.ThrowIfCancellationRequested();
        job.Begin(photo);
        if (!photo.IsCounted && job.Folder.Attempts(photo.Number) >= MostAttempts)
        {
            var problem = Problem.Undecodable(
                $"the service stopped {MostAttempts} times while cutting it: save it again with another program, and send it alone");
            await StoreAsync(job, () => job.FailAsync(photo, problem, job.Cancelled), stopping);
            return;
        }

        await StoreAsync(job, () => Count(job, photo), stopping);
        var bytes = await File.ReadAllBytesAsync(photo.Upload, job.Cancelled);
        var (cut, refused) = await CutAsync(bytes, job, budget);
        await StoreAsync(
            job, () => cut is null ? job.FailAsync(photo, refused!, job.Cancelled) : job.FinishAsync(photo, cut, job.Cancelled), stopping);
    }

    /// <summary>Counts an attempt of this process, once: what fails without ending the process is tried again without limit.</summary>
    private static Task Count(Job job, JobPhoto photo)
    {
        if (!photo.IsCounted) job.Folder.AddAttempt(photo.Number);
        photo.IsCounted = true;
        return Task.CompletedTask;
    }

    /// <returns>The cut-out, or why there is none.</returns>
    private async Task<(CutResult? Cut, Problem? Refused)> CutAsync(byte[] photo, Job job, ByteBudget budget)
    {
        try
        {
            var settings = job.Settings!;
            var info = await validator.ValidateAsync(photo, job.Cancelled);
            var cost = CutCost.Of(info, settings, await validator.ValidateAsync(settings.Files, job.Cancelled));
            var cut = await queue.CutAsync(photo, settings, cost, job.Cancelled);
            if (budget.Take(cut.Bytes.Length)) return (cut, null);
            return (null, Problem.TooLarge(
                $"the job's cut-outs would have more than {options.Jobs.Bytes >> 20} MiB: send fewer photos, or ask for webp or jpeg"));
        }
        catch (ProblemException e)
        {
            return (null, e.Problem);
        }
        catch (Exception e) when (e is not (OperationCanceledException or DecoderException) && !job.Cancelled.IsCancellationRequested)
        {
            Failed(log, LogText.Of(e));
            return (null, Problem.InternalError);
        }
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
                Full(log, LogText.Of(e.Message));
                await Task.Delay(options.Jobs.RetryDelay, stopping);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "A photo of a job failed: {Reason}")]
    private static partial void Failed(ILogger log, string reason);

    [LoggerMessage(2, LogLevel.Error, "A job waits since the disk is full: {Reason}")]
    private static partial void Full(ILogger log, string reason);

    [LoggerMessage(3, LogLevel.Error, "A job waits since its folder failed: {Reason}")]
    private static partial void Suspended(ILogger log, string reason);
}
