using System.Net;
using System.Net.Sockets;
using Cutline.Imaging.Decoding;
using Cutline.Web.Configuration;
using Cutline.Web.Cutting;
using Cutline.Web.Jobs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Cutline.Web;

/// <summary>The running service: the API and the studio page.</summary>
public sealed class WebService : IAsyncDisposable
{
    private readonly WebApplication app;

    private WebService(WebApplication app, Uri address) => (this.app, Address) = (app, address);

    /// <summary>The address by which it can be reached from this machine.</summary>
    public Uri Address { get; }

    /// <summary>The number of photos that are being uploaded, waiting or being cut, or whose answer is being sent.</summary>
    public int Waiting => app.Services.GetRequiredService<CutQueue>().Length;

    /// <summary>The number of photos that are waiting or being cut.</summary>
    internal int Whole => app.Services.GetRequiredService<CutQueue>().Whole;

    /// <summary>Starts the service.</summary>
    /// <param name="options">They are validated.</param>
    /// <param name="cutter">Used by <see cref="ServeOptions.Workers"/> threads at a time.</param>
    /// <param name="decoder">Reads pictures of clients; null for this process. Not disposed.</param>
    /// <param name="cancel">Cancels the start.</param>
    /// <exception cref="ArgumentException">An option is wrong.</exception>
    /// <exception cref="IOException">The address or port is not available, or the store cannot be used.</exception>
    public static async Task<WebService> StartAsync(
        ServeOptions options, ICutter cutter, PhotoDecoder? decoder = null, CancellationToken cancel = default)
    {
        var app = WebComposition.Build(options.Validated(), cutter, decoder ?? PhotoDecoder.InProcess);
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
            throw Listener.Unavailable(options, e);
        }

        var listening = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var host = options.Bind.Equals(IPAddress.Any) || options.Bind.Equals(IPAddress.IPv6Any) || options.Bind.Equals(IPAddress.Loopback)
            ? "localhost" : listening.Host;
        return new WebService(app, new UriBuilder(listening) { Host = host, Path = options.PathBase + "/" }.Uri);
    }

    /// <summary>Accepts nothing new from now on; new requests are answered with 503.</summary>
    public void BeginStopping() => app.Lifetime.StopApplication();

    /// <summary>Finishes accepted photos, within 50 seconds, and stops listening.</summary>
    /// <returns>Whether all were finished; otherwise threads still work on them, and nothing that they use may be disposed of.</returns>
    public async Task<bool> StopAsync()
    {
        BeginStopping();
        try
        {
            await app.StopAsync();
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException
            || (e is AggregateException several && several.InnerExceptions.All(one => one is OperationCanceledException)))
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
