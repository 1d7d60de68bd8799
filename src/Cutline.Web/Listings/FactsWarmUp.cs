namespace Cutline.Web.Listings;

/// <summary>Has the facts opened beside the service's start.</summary>
internal sealed class FactsWarmUp(FactsDesk desk) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(desk.WarmUp, stoppingToken);
}
