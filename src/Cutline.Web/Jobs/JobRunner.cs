using Cutline.Web.Cutting;
using Cutline.Web.Problems;
using Cutline.Web.Uploads;

namespace Cutline.Web.Jobs;

/// <summary>Does one job after the other, photo by photo, so that of all jobs only one photo at a time stands in the queue beside those of single requests. When the service stops, jobs end.</summary>
internal sealed partial class JobRunner(JobStore store, CutQueue queue, PhotoGate gate, ServeOptions options, ILogger<JobRunner> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var job in store.Waiting(stoppingToken)) await RunAsync(job, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was not begun is deleted with the store.
        }
    }

    private async Task RunAsync(Job job, CancellationToken stopping)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stopping, job.Cancelled);
        var written = 0L;
        try
        {
            foreach (var photo in job.Photos)
            {
                cancel.Token.ThrowIfCancellationRequested();
                job.Begin(photo);
                try
                {
                    written += await CutAsync(photo, job.Order!, options.Jobs.Bytes - written, cancel.Token);
                    job.Finish(photo);
                }
                catch (RefusedException e)
                {
                    job.Fail(photo, e.Problem);
                }
                catch (Exception e) when (!cancel.IsCancellationRequested)
                {
                    Failed(log, e);
                    job.Fail(photo, Problem.Fault);
                }
            }
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            // Deleted, or stopping: with its folder gone, reading and writing may fail in any way.
        }

        job.End();
    }

    /// <returns>Bytes written.</returns>
    private async Task<long> CutAsync(JobPhoto photo, CutOrder order, long room, CancellationToken cancel)
    {
        var bytes = await File.ReadAllBytesAsync(photo.Upload, cancel);
        File.Delete(photo.Upload);
        gate.Admit(bytes);
        var cut = await queue.CutAsync(bytes, order, cancel);
        if (cut.Bytes.Length > room) throw new RefusedException(Problem.TooLarge($"the job's cut-outs would have more than {options.Jobs.Bytes >> 20} MiB: send fewer photos at a time, or ask for webp or jpeg"));
        await File.WriteAllBytesAsync(photo.Result, cut.Bytes, cancel);
        return cut.Bytes.Length;
    }

    [LoggerMessage(1, LogLevel.Error, "A photo of a job failed")]
    private static partial void Failed(ILogger log, Exception e);
}
