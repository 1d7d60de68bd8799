using Microsoft.Extensions.Logging.Console;

namespace Cutline.Web.Telemetry;

/// <summary>Logs on standard error: a line each, for people or as JSON.</summary>
internal static class Logs
{
    public static void AddLogs(this ILoggingBuilder logging, ServeOptions options)
    {
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // what it says at a failed start is thrown as well
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical); // of requests that went wrong it tells what was answered and logged already
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (options.JsonLogs) logging.AddJsonConsole(json => (json.UseUtcTimestamp, json.TimestampFormat) = (true, "O"));
        else logging.AddSimpleConsole(simple => (simple.SingleLine, simple.TimestampFormat) = (true, "HH:mm:ss "));
    }
}
