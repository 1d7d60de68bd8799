using Cutline.Web.Configuration;
using Cutline.Web.Problems;
using Cutline.Web.Sharing;
using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Cutline.Web.Safety;

/// <summary>The middleware that every request passes before it reaches an endpoint.</summary>
internal static class SafetyPipeline
{
    private static readonly PathString Api = "/api";

    public static void AddSafety(this IServiceCollection services, ServeOptions options)
    {
        services.AddSingleton<Connections>();
        services.AddCors(cors => cors.AddDefaultPolicy(policy => Allow(policy, options)));
        services.AddRateLimiter(limiter => RateLimits.Limit(limiter, options));
    }

    public static void UseSafety(this IApplicationBuilder app)
    {
        app.Use(SecurityHeaders.Add);
        app.UseMiddleware<ProblemMiddleware>();
        app.Use(app.ApplicationServices.GetRequiredService<Connections>().InvokeAsync);
        app.UseMiddleware<HostFilter>();
        app.Use(AnswerHead);
        app.UseRouting();
        app.UseCors();
        app.UseMiddleware<CrossSiteFilter>();
        app.UseRateLimiter();
        app.UseWhen(IsApi, api => api.UseMiddleware<ApiKeyFilter>());
    }

    internal static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase);

    /// <summary>A HEAD request is answered as the GET request is; the server leaves the content out (RFC 9110, 9.3.2).</summary>
    private static Task AnswerHead(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method)) context.Request.Method = HttpMethods.Get;
        return next(context);
    }

    private static void Allow(CorsPolicyBuilder policy, ServeOptions options) => policy
        .WithOrigins([.. options.CorsOrigins])
        .WithMethods("GET", "POST", "PUT", "DELETE")
        .WithHeaders("Authorization", "X-Api-Key", "Content-Type")
        .WithExposedHeaders(
            "Cutline-Part", "Cutline-Subject", "Cutline-Confidence", "Cutline-Plate", "Cutline-Review", "Retry-After", "Location");
}
