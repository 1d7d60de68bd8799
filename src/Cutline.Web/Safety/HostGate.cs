using System.Net;
using Cutline.Web.Problems;

namespace Cutline.Web.Safety;

/// <summary>
/// Refuses names that the service was not given, lest a stranger's name be pointed at it and a page of his speak to it as its own (DNS rebinding).
/// An address is no name. With API keys any name will do: a stranger's page has none.
/// </summary>
internal sealed class HostGate(RequestDelegate next, ServeOptions options)
{
    private readonly HashSet<string> names = new(options.HostNames.Append("localhost"), StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.Host.Host.Trim('[', ']');
        if (options.ApiKeys.Count == 0 && !IPAddress.TryParse(host, out _) && !names.Contains(host)) throw new RefusedException(Problem.WrongHost);
        return next(context);
    }
}
