using Cutline.Web.Problems;

namespace Cutline.Web.Safety;

/// <summary>Refuses what another site's page has a browser send here, such as a form: by <c>Sec-Fetch-Site</c>, or by <c>Origin</c> where a browser sends only that. Other programs send neither.</summary>
internal sealed class CrossSiteGate(RequestDelegate next, ServeOptions options)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (IsForeign(context.Request)) throw new RefusedException(Problem.CrossSite);
        return next(context);
    }

    private bool IsForeign(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return false;
        var origin = request.Headers.Origin.ToString();
        if (options.CorsOrigins.Contains(origin)) return false;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site is not ("same-origin" or "none");
        return origin.Length > 0 && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
