using System.Diagnostics;

namespace Cutline.Web.Telemetry;

/// <summary>Logs a line per request: method, route, status and duration, and no addresses, names, keys or values.</summary>
internal static partial class RequestLog
{
    public static void UseRequestLog(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Cutline.Web.Requests");
        app.Use(async (context, next) =>
        {
            var began = Stopwatch.GetTimestamp();
            await next(context);
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
            Answered(log, context.Request.Method, route, context.Response.StatusCode,
                (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        });
    }

    [LoggerMessage(1, LogLevel.Information, "{Method} {Route} {Status} in {Milliseconds} ms")]
    private static partial void Answered(ILogger log, string method, string route, int status, long milliseconds);
}
