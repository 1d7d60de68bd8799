using Cutline.Web.Configuration;

namespace Cutline.Web.Jobs;

/// <summary>Deletes expired jobs periodically.</summary>
internal sealed class JobSweeper(JobStore store, ServeOptions options) : BackgroundService
{
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var half = options.Jobs.KeepFor / 2;
        using var timer = new PeriodicTimer(half < LongestPeriod ? half : LongestPeriod);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) store.Sweep();
        }
        catch (OperationCanceledException)
        {
            // The service is stopping.
        }
    }
}
