using Cutline.Web.Configuration;
using Microsoft.Extensions.Logging.Console;

namespace Cutline.Web.Telemetry;

/// <summary>Configures logging to standard error: one line per entry, as text or as JSON.</summary>
internal static class ConsoleLogging
{
    public static void AddConsoleLogging(this ILoggingBuilder logging, ServeOptions options)
    {
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // a failed start is thrown as well
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical); // failed requests are answered and logged already
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (options.JsonLogs) logging.AddJsonConsole(json => (json.UseUtcTimestamp, json.TimestampFormat) = (true, "O"));
        else logging.AddSimpleConsole(simple => (simple.SingleLine, simple.TimestampFormat) = (true, "HH:mm:ss "));
    }
}
