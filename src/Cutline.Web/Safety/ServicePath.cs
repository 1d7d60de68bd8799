using Cutline.Web.Configuration;
using Microsoft.AspNetCore.HttpOverrides;

namespace Cutline.Web.Safety;

/// <summary>
/// The path under which a reverse proxy shows the service: that of the options, or the header X-Forwarded-Prefix of a trusted proxy. A
/// proxy may take it off requests or leave it there. The client's address is that of a trusted proxy's X-Forwarded-For.
/// </summary>
internal static class ServicePath
{
    private const string Prefix = "X-Forwarded-Prefix";

    public static void UseServicePath(this IApplicationBuilder app, ServeOptions options)
    {
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedPrefix | ForwardedHeaders.XForwardedFor, ForwardLimit = 1,
        };
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        foreach (var proxy in options.TrustedProxies) forwarded.KnownProxies.Add(proxy);
        app.Use(DropInvalid);
        if (options.TrustedProxies.Count > 0) app.UseForwardedHeaders(forwarded); // to which no proxy is every proxy
        app.Use((context, next) => Place(context, next, options.PathBase));
    }

    /// <summary>A prefix of another form, or of several proxies, is left out: it would be in addresses that clients follow.</summary>
    private static Task DropInvalid(HttpContext context, RequestDelegate next)
    {
        var headers = context.Request.Headers;
        if (headers.TryGetValue(Prefix, out var given))
        {
            var path = given.ToString().TrimEnd('/');
            if (ServeOptions.IsPath(path)) headers[Prefix] = path;
            else headers.Remove(Prefix);
        }

        return next(context);
    }

    private static Task Place(HttpContext context, RequestDelegate next, string ownPath)
    {
        var request = context.Request;
        if (!request.PathBase.HasValue) request.PathBase = ownPath;
        if (request.PathBase.HasValue && request.Path.StartsWithSegments(request.PathBase, out var rest))
        {
            if (!rest.HasValue)
            {
                context.Response.Redirect($"{request.PathBase}/{request.QueryString}"); // addresses in the page are relative
                return Task.CompletedTask;
            }

            request.Path = rest;
        }

        return next(context);
    }
}
