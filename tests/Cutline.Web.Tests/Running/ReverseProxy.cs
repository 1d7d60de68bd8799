using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Cutline.Web.Tests.Running;

/// <summary>A reverse proxy that shows a service under a path, as nginx and Traefik do, and nothing beside it.</summary>
internal sealed class ReverseProxy : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private ReverseProxy(Uri service, string path, bool strips)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http1));
        app = builder.Build();
        app.Run(context => ForwardAsync(context, service, path, strips));
    }

    /// <summary>The address of the service behind it.</summary>
    public Uri Address { get; private set; } = null!;

    /// <param name="service">Where the service listens.</param>
    /// <param name="path">The path that it is shown under.</param>
    /// <param name="strips">Whether the path is taken off requests, and told in a header instead.</param>
    public static async Task<ReverseProxy> StartAsync(Uri service, string path, bool strips)
    {
        var proxy = new ReverseProxy(service, path, strips);
        await proxy.app.StartAsync();
        var features = proxy.app.Services.GetRequiredService<IServer>().Features;
        var listening = new Uri(features.Get<IServerAddressesFeature>()!.Addresses.First());
        proxy.Address = new UriBuilder(listening) { Host = "localhost", Path = $"{path}/" }.Uri;
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    private async Task ForwardAsync(HttpContext context, Uri service, string path, bool strips)
    {
        var asked = context.Request;
        if (!asked.Path.StartsWithSegments(path, out var rest))
        {
            context.Response.StatusCode = 404;
            return;
        }

        var target = strips && rest.HasValue ? rest : strips ? "/" : asked.Path;
        if (strips && !rest.HasValue)
        {
            context.Response.Redirect($"{path}/");
            return;
        }

        using var request = new HttpRequestMessage(new(asked.Method), new Uri(service, $"{target}{asked.QueryString}"));
        if (asked.ContentLength > 0 || asked.Headers.TransferEncoding.Count > 0) request.Content = new StreamContent(asked.Body);
        foreach (var (name, values) in asked.Headers)
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        if (strips) request.Headers.Add("X-Forwarded-Prefix", path);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
            if (name != "Transfer-Encoding") context.Response.Headers[name] = values.ToArray();
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
