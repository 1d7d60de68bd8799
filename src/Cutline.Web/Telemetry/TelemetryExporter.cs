using Cutline.Web.Configuration;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Cutline.Web.Telemetry;

/// <summary>
/// Sends metrics and traces to an OpenTelemetry collector, where one is configured. They contain no addresses, names or contents.
/// </summary>
internal sealed class TelemetryExporter(ServeOptions options) : IHostedService, IDisposable
{
    private MeterProvider? metrics;
    private TracerProvider? traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Collector is not { } collector) return Task.CompletedTask;
        metrics = Sdk.CreateMeterProviderBuilder()
            .AddMeter(CutMetrics.Name, "System.Runtime").AddOtlpExporter(to => To(to, collector, "v1/metrics")).Build();
        traces = Sdk.CreateTracerProviderBuilder()
            .AddSource(CutMetrics.Name).AddOtlpExporter(to => To(to, collector, "v1/traces")).Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends the remaining data.</summary>
    public void Dispose()
    {
        metrics?.Dispose();
        traces?.Dispose();
    }

    private static void To(OtlpExporterOptions to, Uri collector, string path) =>
        (to.Protocol, to.Endpoint) = (OtlpExportProtocol.HttpProtobuf, new Uri(collector, path));
}
