namespace Cutline.Web.Jobs;

/// <summary>Deletes old jobs from time to time.</summary>
internal sealed class JobSweeper(JobStore store, ServeOptions options) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var half = options.Jobs.KeepFor / 2;
        using var timer = new PeriodicTimer(half < Longest ? half : Longest);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) store.Sweep();
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }
}
