using System.Net;
using System.Net.Sockets;
using Cutline.Web.Cutting;
using Cutline.Web.Jobs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Cutline.Web;

/// <summary>The running service: the API, and the studio page over it.</summary>
public sealed class WebService : IAsyncDisposable
{
    private readonly WebApplication app;

    private WebService(WebApplication app, Uri address) => (this.app, Address) = (app, address);

    /// <summary>Where it is to be found from this machine.</summary>
    public Uri Address { get; }

    /// <summary>Photos that are uploaded, wait or are cut.</summary>
    public int Waiting => app.Services.GetRequiredService<CutQueue>().Length;

    /// <summary>Starts to listen.</summary>
    /// <param name="cutter">Used by <see cref="ServeOptions.Workers"/> threads at a time.</param>
    /// <exception cref="ArgumentException">An option is wrong.</exception>
    /// <exception cref="IOException">The address or the port is not to be had, or the store cannot be used.</exception>
    public static async Task<WebService> StartAsync(ServeOptions options, ICutter cutter, CancellationToken cancel = default)
    {
        var app = WebRoom.Build(options.Validated(), cutter);
        try
        {
            app.Services.GetRequiredService<JobStore>();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        try
        {
            await app.StartAsync(cancel);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw Listener.Refused(options, e);
        }

        var listening = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var host = options.Bind.Equals(IPAddress.Any) || options.Bind.Equals(IPAddress.IPv6Any) || options.Bind.Equals(IPAddress.Loopback) ? "localhost" : listening.Host;
        return new WebService(app, new UriBuilder(listening) { Host = host }.Uri);
    }

    /// <summary>Takes nothing new from now on, and says so to who still asks.</summary>
    public void BeginStopping() => app.Lifetime.StopApplication();

    /// <summary>Stops listening, and finishes what was accepted.</summary>
    public async Task StopAsync()
    {
        BeginStopping();
        await app.StopAsync();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
