namespace Cutline.Web.Tests.Running;

/// <summary>One service with the standard options for all tests of a class, which leave it as they found it.</summary>
public sealed class SharedService : IAsyncLifetime
{
    internal RunningService Service { get; private set; } = null!;

    public async Task InitializeAsync() => Service = await RunningService.StartAsync();

    public async Task DisposeAsync() => await Service.DisposeAsync();
}
