using System.Net.Sockets;
using Cutline.Segmentation.Labelling;
using Cutline.Web.Configuration;
using Cutline.Web.Endpoints;
using Cutline.Web.Safety;
using Cutline.Web.Telemetry;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Cutline.Web.Reviewing;

/// <summary>The running page that looks through a folder's labels and rejects bad ones. Only this machine can reach it.</summary>
public sealed class ReviewService : IAsyncDisposable
{
    private readonly WebApplication app;

    private ReviewService(WebApplication app, Uri address) => (this.app, Address) = (app, address);

    /// <summary>The address of the page.</summary>
    public Uri Address { get; }

    /// <summary>Starts the service.</summary>
    /// <param name="review">The labels.</param>
    /// <param name="port">To listen on; 0 for any free one.</param>
    /// <param name="cancel">Cancels the start.</param>
    /// <exception cref="ArgumentException">The port is out of range.</exception>
    /// <exception cref="IOException">The port is not available.</exception>
    public static async Task<ReviewService> StartAsync(LabelReview review, int port, CancellationToken cancel = default)
    {
        var options = new ServeOptions { Port = port }.Validated();
        var app = Build(review, options);
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
        return new(app, new UriBuilder(listening) { Host = "localhost" }.Uri);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static WebApplication Build(LabelReview review, ServeOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.Listen(options);
        builder.Logging.AddConsoleLogging(options);
        builder.Services.AddSingleton(options).AddSingleton(review).AddRouting().AddSafety(options);
        builder.Services.AddSingleton<IHostLifetime, CallerLifetime>();
        var app = builder.Build();
        app.UseSafety();
        app.MapLabels();
        app.MapLabelPage();
        return app;
    }
}
