namespace Cutline.Web.Listings;

/// <summary>Opens the facts in the background when the service starts.</summary>
internal sealed class FactsWarmUp(FactsService facts) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(facts.WarmUp, stoppingToken);
}
