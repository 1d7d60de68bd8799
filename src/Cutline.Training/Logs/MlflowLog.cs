using System.Text.Json.Nodes;
using Cutline.Imaging;
using Cutline.Segmentation.Runs;
using Cutline.Training.Runs;

namespace Cutline.Training.Logs;

/// <summary>
/// A callback that tracks a run on an MLflow server: its options as parameters, the figures of each epoch, and at its end the model, the
/// report and the pictures. A resumed run goes on in the same run of the server, whose id is in the folder. A server that is away never
/// ends a training: it is told once, what is missing is sent as soon as the server answers again, and what could not be is told at the end.
/// </summary>
public sealed class MlflowLog : IProgress<TrainingEvent>, IDisposable
{
    /// <summary>The file in the run's folder that says which run of the server it is.</summary>
    public const string FileName = "mlflow.json";

    /// <summary>Longer values of parameters are refused by servers of some versions.</summary>
    private const int LongestValue = 500;

    private static readonly string[] Artifacts =
        [RunFiles.Options, RunFiles.Metrics, RunFiles.Curves, RunFiles.Samples, RunFiles.Report, RunFiles.BestModel];

    private readonly string folder;
    private readonly MlflowOptions options;
    private readonly Action<string> tell;
    private readonly MlflowClient client;
    private readonly Queue<EpochMetrics> rows = new();
    private readonly Queue<JsonObject> tags = new();
    private string? run, artifacts, failure;
    private DateTimeOffset next = DateTimeOffset.MinValue;
    private bool begun, ended, told;

    /// <summary>Nothing is sent before the run starts.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="options">Where it is tracked.</param>
    /// <param name="tell">Is told in a line where the run is, or what failed.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public MlflowLog(string folder, MlflowOptions options, Action<string> tell)
    {
        (this.folder, this.options, this.tell) = (folder, options.Validated(), tell);
        client = new MlflowClient(options.Server, options.Timeout);
    }

    /// <summary>Where a run is tracked already; null where it is not.</summary>
    /// <param name="folder">The run's folder; it need not exist.</param>
    public static MlflowOptions? OptionsOf(string folder) =>
        new SavedRun(folder).ReadJson(FileName) is JsonObject file
            && Uri.TryCreate((string?)file["server"], UriKind.Absolute, out var server)
            ? new MlflowOptions(server) { Experiment = (string?)file["experiment"] ?? "" }
            : null;

    /// <summary>Sends what the server should know of an event. Nothing that a server does is an exception.</summary>
    public void Report(TrainingEvent value)
    {
        switch (value)
        {
            case TrainingStarted started:
                begun = true;
                if (Saved() is null) // tracked from here on: what is done already belongs to it
                    foreach (var row in new SavedRun(folder).ReadMetrics().Where(r => r.Epoch < started.FirstEpoch)) rows.Enqueue(row);
                Try(() => { });
                break;
            case OptionsChanged changed:
                tags.Enqueue(MlflowClient.Pair($"cutline.changed_from_epoch_{changed.Epoch}", Cut(string.Join("; ", changed.Changes))));
                break;
            case EpochDone done:
                rows.Enqueue(done.Metrics);
                Try(() => { });
                break;
            case TrainingEnded:
                End("FINISHED", Upload);
                break;
        }
    }

    /// <summary>Tells the server of a run that ended before its time.</summary>
    public void Dispose()
    {
        if (begun && !ended && run is not null) End("KILLED", () => { });
        client.Dispose();
    }

    private void End(string status, Action last)
    {
        ended = true;
        next = DateTimeOffset.MinValue;
        Try(() =>
        {
            last();
            client.Update(run!, status);
        });
        if (failure is not null)
        {
            var missing = rows.Count > 0 ? $"{rows.Count} epochs and the files" : "some files or the end";
            tell($"MLflow at {options.Server} lacks {missing} of this run: {failure}; all of it is in {folder}");
        }
    }

    /// <summary>Sends all that has gathered, and then something more; what fails is told once.</summary>
    private void Try(Action more)
    {
        if (DateTimeOffset.UtcNow < next) return;
        try
        {
            Begin();
            while (tags.TryPeek(out var tag))
            {
                client.Log(run!, "tags", [tag.DeepClone().AsObject()]);
                tags.Dequeue();
            }

            while (rows.TryPeek(out var row))
            {
                client.Log(run!, "metrics", EpochFigures.Of(row).Select(f => MlflowClient.Metric(f.Tag, f.Value, row.Epoch)));
                rows.Dequeue();
            }

            more();
            failure = null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            (failure, next) = (e.Message, DateTimeOffset.UtcNow + options.Pause);
            if (told || ended) return;
            told = true;
            tell($"MLflow at {options.Server} takes nothing now: {e.Message}; the training goes on, and tries again");
        }
    }

    /// <summary>Finds the run on the server, or makes it.</summary>
    private void Begin()
    {
        if (run is not null) return;
        if (Saved() is { } saved)
        {
            artifacts = client.ArtifactsOf(saved);
            client.Update(saved, "RUNNING");
            run = saved;
        }
        else
        {
            var name = new SavedRun(folder).Name;
            (var id, artifacts) = client.CreateRun(client.Experiment(options.Experiment), name);
            var file = new JsonObject { ["server"] = options.Server.ToString(), ["experiment"] = options.Experiment, ["run_id"] = id };
            AtomicFile.Write(Path.Combine(folder, FileName), System.Text.Encoding.UTF8.GetBytes(file.ToJsonString() + "\n"));
            client.Log(id, "params", Parameters("", new SavedRun(folder).ReadJson(RunFiles.Options)));
            run = id;
        }

        tell($"tracked as run {run} of {options.Experiment} by MLflow at {options.Server}");
    }

    /// <summary>The id of the run of the server that this one goes on with; null for a new one.</summary>
    private string? Saved() =>
        new SavedRun(folder).ReadJson(FileName) is JsonObject file && (string?)file["server"] == options.Server.ToString()
            ? (string?)file["run_id"]
            : null;

    private void Upload()
    {
        foreach (var name in Artifacts.Where(name => File.Exists(Path.Combine(folder, name))))
        {
            if (client.Upload(artifacts!, Path.Combine(folder, name))) continue;
            tell($"MLflow at {options.Server} keeps files at {artifacts}, out of reach from here: model and report stay in {folder}");
            return;
        }
    }

    /// <summary>Options by their names, names within names joined by dots.</summary>
    private static IEnumerable<JsonObject> Parameters(string name, JsonNode? value) => value is JsonObject { Count: > 0 } parts
        ? parts.SelectMany(part => Parameters(name.Length == 0 ? part.Key : $"{name}.{part.Key}", part.Value))
        : name.Length == 0 ? []
        : [MlflowClient.Pair(name, Cut(value is JsonValue single ? single.ToString() : value?.ToJsonString() ?? "none"))];

    private static string Cut(string value) => value.Length <= LongestValue ? value : value[..(LongestValue - 1)] + "…";
}
