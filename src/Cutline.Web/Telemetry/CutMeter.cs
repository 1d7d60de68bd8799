using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cutline.Web.Problems;

namespace Cutline.Web.Telemetry;

/// <summary>Figures of the service, for whatever collects them: how many places are taken, what became of photos, and how long they waited and took.</summary>
internal sealed class CutMeter : IDisposable
{
    /// <summary>The meter's and the trace source's name.</summary>
    public const string Name = "Cutline.Web";

    private static readonly ActivitySource Source = new(Name);

    private readonly Meter meter = new(Name);
    private readonly Counter<long> photos;
    private readonly Histogram<double> waited, took;

    public CutMeter()
    {
        photos = meter.CreateCounter<long>("cutline.photos", "{photo}", "Photos that were begun, by what became of them");
        waited = meter.CreateHistogram<double>("cutline.waiting.duration", "s", "From a photo's upload to its turn");
        took = meter.CreateHistogram<double>("cutline.cutting.duration", "s", "Decoding, predicting, cutting and encoding of a photo");
    }

    /// <summary>A span of work on a photo, if anyone listens.</summary>
    public static Activity? Stage(string name) => Source.StartActivity(name);

    public void Watch(Func<int> queue) => meter.CreateObservableGauge("cutline.queue.length", queue, "{photo}", "Photos that are uploaded, wait or are cut");

    public void WatchJobs(Func<int> jobs) => meter.CreateObservableGauge("cutline.jobs.length", jobs, "{job}", "Batch jobs that are not done");

    /// <param name="outcome">Null when it was cut.</param>
    public void Photo(TimeSpan wait, TimeSpan work, Exception? outcome)
    {
        var name = outcome switch { null => "cut", RefusedException e => e.Problem.Kind, OperationCanceledException => "cancelled", _ => "fault" };
        photos.Add(1, new KeyValuePair<string, object?>("outcome", name));
        waited.Record(wait.TotalSeconds);
        took.Record(work.TotalSeconds);
    }

    public void Dispose() => meter.Dispose();
}
