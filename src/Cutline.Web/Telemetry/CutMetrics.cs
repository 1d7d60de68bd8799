using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cutline.Web.Problems;

namespace Cutline.Web.Telemetry;

/// <summary>The metrics and traces of the service: queue length, outcomes of photos, and their waiting and processing times.</summary>
internal sealed class CutMetrics : IDisposable
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Cutline.Web";

    private static readonly ActivitySource Source = new(Name);

    private readonly Meter meter = new(Name);
    private readonly Counter<long> photos;
    private readonly Histogram<double> waited, took;

    public CutMetrics()
    {
        photos = meter.CreateCounter<long>("cutline.photos", "{photo}", "Photos that were started, by outcome");
        waited = meter.CreateHistogram<double>(
            "cutline.waiting.duration", "s", "From the upload of a photo to the start of its processing");
        took = meter.CreateHistogram<double>("cutline.cutting.duration", "s", "Decoding, prediction, cutting and encoding of a photo");
    }

    /// <summary>Starts a span of the work on a photo; null where there is no listener.</summary>
    public static Activity? Stage(string name) => Source.StartActivity(name);

    public void ObserveQueue(Func<int> queue) =>
        meter.CreateObservableGauge(
            "cutline.queue.length", queue, "{photo}", "Photos that are being uploaded, waiting or being cut, or whose answer is sent");

    public void ObserveJobs(Func<int> jobs) =>
        meter.CreateObservableGauge("cutline.jobs.length", jobs, "{job}", "Batch jobs that are not finished");

    /// <summary>Records a finished photo.</summary>
    /// <param name="wait">How long it waited.</param>
    /// <param name="work">How long its processing took.</param>
    /// <param name="error">Null where it was cut.</param>
    public void Photo(TimeSpan wait, TimeSpan work, Exception? error)
    {
        var outcome = error switch
        {
            null => "cut",
            ProblemException e => e.Problem.Kind,
            OperationCanceledException => "cancelled",
            _ => "fault",
        };
        photos.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        waited.Record(wait.TotalSeconds);
        took.Record(work.TotalSeconds);
    }

    public void Dispose() => meter.Dispose();
}
