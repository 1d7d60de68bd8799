using Cutline.Imaging;
using Cutline.Web.Cutting;
using Cutline.Web.Problems;
using Cutline.Web.Uploads;

namespace Cutline.Web.Jobs;

/// <summary>
/// Does one job after the other, so that of all jobs only as many photos stand in the queue as are cut at a time. When the service stops,
/// the photos in hand are finished, and the rest waits in its folder for the next process.
/// </summary>
internal sealed partial class JobRunner(JobStore store, CutQueue queue, PhotoGate gate, ServeOptions options, IHostApplicationLifetime life, ILogger<JobRunner> log) : BackgroundService
{
    /// <summary>A photo in whose hands so many processes died is not begun again.</summary>
    private const int MostTries = 5;

    private static readonly TimeSpan UntilThereIsRoom = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, life.ApplicationStopping);
        try
        {
            await foreach (var job in store.Waiting(stopping.Token)) await RunAsync(job, stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What was not begun waits for the next process.
        }
    }

    private async Task RunAsync(Job job, CancellationToken stopping)
    {
        var room = new JobRoom(options.Jobs.Bytes - job.Photos.Sum(p => job.Folder.CutOutBytes(p.Number)));
        var tried = job.Photos.Where(p => p.State == WorkState.Waiting).ToLookup(p => job.Folder.Tries(p.Number) > 0);
        try
        {
            await EachAsync(tried[true], 1); // one that ended a process takes no other along
            await EachAsync(tried[false], options.Workers);
            await KeepAsync(job, job.EndAsync, stopping);
        }
        catch (Exception) when (job.Cancelled.IsCancellationRequested)
        {
            // Deleted: with its folder gone, reading and writing may fail in any way.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Left(log, job.Folder.Reason(e));
        }

        Task EachAsync(IEnumerable<JobPhoto> photos, int atATime) => Parallel.ForEachAsync(
            photos, new ParallelOptions { MaxDegreeOfParallelism = atATime, CancellationToken = stopping }, async (photo, _) => await OutcomeAsync(job, photo, room, stopping));
    }

    private async Task OutcomeAsync(Job job, JobPhoto photo, JobRoom room, CancellationToken stopping)
    {
        job.Cancelled.ThrowIfCancellationRequested();
        job.Begin(photo);
        try
        {
            if (job.Folder.Tries(photo.Number) >= MostTries) throw new RefusedException(Problem.Undecodable($"the service stopped {MostTries} times while it was cut: save it again with another program, and send it alone"));
            job.Folder.Try(photo.Number);
            var cut = await CutAsync(photo, job.Order!, room, job.Cancelled);
            await KeepAsync(job, () => job.FinishAsync(photo, cut, job.Cancelled), stopping);
        }
        catch (RefusedException e)
        {
            await KeepAsync(job, () => job.FailAsync(photo, e.Problem, job.Cancelled), stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException && !job.Cancelled.IsCancellationRequested)
        {
            Failed(log, e);
            await KeepAsync(job, () => job.FailAsync(photo, Problem.Fault, job.Cancelled), stopping);
        }
    }

    private async Task<CutPhoto> CutAsync(JobPhoto photo, CutOrder order, JobRoom room, CancellationToken cancel)
    {
        var bytes = await File.ReadAllBytesAsync(photo.Upload, cancel);
        gate.Admit(bytes);
        var cut = await queue.CutAsync(bytes, order, cancel);
        return room.Take(cut.Bytes.Length) ? cut : throw new RefusedException(Problem.TooLarge($"the job's cut-outs would have more than {options.Jobs.Bytes >> 20} MiB: send fewer photos at a time, or ask for webp or jpeg"));
    }

    /// <summary>Writes an outcome; while the disk is full, waits for room. Stopped meanwhile, the photo is left for the next process.</summary>
    private async Task KeepAsync(Job job, Func<Task> write, CancellationToken stopping)
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
                await Task.Delay(UntilThereIsRoom, stopping);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "A photo of a job failed")]
    private static partial void Failed(ILogger log, Exception e);

    [LoggerMessage(2, LogLevel.Error, "A job waits until there is room on the disk: {Reason}")]
    private static partial void Full(ILogger log, string reason);

    [LoggerMessage(3, LogLevel.Error, "A job is left for the service's next start, since its folder failed: {Reason}")]
    private static partial void Left(ILogger log, string reason);
}
