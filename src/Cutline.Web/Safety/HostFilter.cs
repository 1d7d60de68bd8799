using System.Net;
using Cutline.Web.Configuration;
using Cutline.Web.Problems;

namespace Cutline.Web.Safety;

/// <summary>
/// Rejects unlisted Host headers (DNS rebinding). Addresses are always allowed; with API keys every name is, since a page of another site
/// has no key.
/// </summary>
internal sealed class HostFilter(RequestDelegate next, ServeOptions options)
{
    private readonly HashSet<string> names = new(options.HostNames.Append("localhost"), StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.Host.Host.Trim('[', ']');
        if (options.ApiKeys.Count == 0 && !IPAddress.TryParse(host, out _) && !names.Contains(host))
            throw new ProblemException(Problem.HostNotAllowed);
        return next(context);
    }
}
