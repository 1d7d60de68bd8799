using Cutline.Web.Configuration;
using Cutline.Web.Problems;

namespace Cutline.Web.Safety;

/// <summary>
/// Rejects cross-site requests of browsers, such as forms of other sites (CSRF): by <c>Sec-Fetch-Site</c>, or by <c>Origin</c> where a
/// browser sends only that. Programs other than browsers send neither.
/// </summary>
internal sealed class CrossSiteFilter(RequestDelegate next, ServeOptions options)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (IsCrossSite(context.Request)) throw new ProblemException(Problem.CrossSite);
        return next(context);
    }

    private bool IsCrossSite(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return false;
        var origin = request.Headers.Origin.ToString();
        if (options.CorsOrigins.Contains(origin)) return false;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site is not ("same-origin" or "none");
        return origin.Length > 0 && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
