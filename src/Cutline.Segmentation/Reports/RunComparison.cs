using System.Text.Json.Nodes;
using Cutline.Imaging;
using Cutline.Segmentation.Runs;

namespace Cutline.Segmentation.Reports;

/// <summary>The runs below a folder side by side: their figures, the options in which they differ, and their curves.</summary>
/// <param name="Folder">Where they were looked for.</param>
/// <param name="Runs">In ordinal order of their names.</param>
/// <param name="By">The metric by which they are compared, higher is better.</param>
public sealed record RunComparison(string Folder, IReadOnlyList<ComparedRun> Runs, string By)
{
    /// <summary>How deep below the folder runs are looked for.</summary>
    private const int Deepest = 4;

    /// <summary>What is compared where nothing else is asked for: the first that a run has.</summary>
    private static readonly string[] Usual = ["val_mean_iou", "val_dice", "val_iou"];

    /// <summary>
    /// Runs in the order of <see cref="Tasks"/>, those of a task the best first, then those without a figure. Folds of a cross-validation
    /// stay together, in their order, in the place of their mean.
    /// </summary>
    public IReadOnlyList<ComparedRun> Ranked => [.. ByTask.SelectMany(
        task => task.GroupBy(r => (Folds: r.CrossValidation, Run: r.CrossValidation is null ? r.Name : ""))
            .OrderByDescending(group => group.Average(r => r.Best(By)?.Value) ?? double.NegativeInfinity)
            .SelectMany(group => group))];

    /// <summary>The cross-validations among the runs, the best first.</summary>
    public IReadOnlyList<ComparedFolds> CrossValidations =>
    [
        .. Ranked.Where(r => r.CrossValidation is not null).GroupBy(r => r.CrossValidation!).Select(folds => new ComparedFolds(
            folds.Key.Length > 0 ? folds.Key : Path.GetFileName(Path.GetFullPath(Folder)), [.. folds], By)),
    ];

    /// <summary>The options that are not the same in all readable runs of a task.</summary>
    public IReadOnlyList<string> Differing
    {
        get
        {
            var readable = Runs.Where(r => r.Options.Count > 0).ToLookup(r => r.Task);
            return [.. readable.SelectMany(task => task).SelectMany(r => r.Options.Keys).Distinct().Where(
                name => readable.Any(task => task.Select(r => r.Options.GetValueOrDefault(name)).Distinct().Count() > 1))];
        }
    }

    /// <summary>
    /// The comparison of the runs of each task (<see cref="ComparedRun.Task"/>), that of most runs first; models of edges last, and after
    /// them runs whose options cannot be read.
    /// </summary>
    public IReadOnlyList<RunComparison> Tasks => [.. ByTask.Select(task => this with { Runs = [.. task] })];

    private IEnumerable<IGrouping<string, ComparedRun>> ByTask => Runs.GroupBy(r => r.Task)
        .OrderBy(task => task.First() switch { { Options.Count: 0 } => 2, { RefinesEdges: true } => 1, _ => 0 })
        .ThenByDescending(task => task.Count()).ThenBy(task => task.Key, StringComparer.Ordinal);

    /// <summary>Reads every run at or below a folder.</summary>
    /// <param name="folder">A folder of runs, or a run's.</param>
    /// <param name="by">The metric to compare by, a key of metrics.jsonl; null for the validation's mean IoU or Dice.</param>
    /// <exception cref="ArgumentException">There is no such folder, no run in it, or no run has that metric.</exception>
    public static RunComparison Of(string folder, string? by = null)
    {
        if (!Directory.Exists(folder)) throw new ArgumentException($"there is no folder {folder}: name one that holds runs");
        string Name(string run) => run == folder ? Path.GetFileName(Path.GetFullPath(run)) : Path.GetRelativePath(folder, run);
        var runs = Below(folder, Deepest).Order(StringComparer.Ordinal).Select(run => ComparedRun.Read(run, Name(run))).ToArray();
        if (runs.Length == 0)
            throw new ArgumentException(
                $"there is no run in {folder}: a run is a folder with {RunFiles.Options}, as cutline train writes it");
        var known = runs.SelectMany(r => r.Epochs).SelectMany(e => e.Keys).ToHashSet();
        if (by is not null && !known.Contains(by))
        {
            var others = string.Join(", ", known.Order(StringComparer.Ordinal));
            var repair = known.Count == 0 ? "runs with finished epochs" : $"one of {others}";
            throw new ArgumentException($"no run has a metric {by}: use {repair}");
        }

        return new(folder, runs, by ?? Usual.FirstOrDefault(known.Contains) ?? Usual[1]);
    }

    /// <summary>Everything under the keys that scripts rely on.</summary>
    public JsonObject ToJson() => new()
    {
        ["folder"] = Folder, ["by"] = By, ["differing_options"] = new JsonArray([.. Differing.Select(o => (JsonNode)o)]),
        ["runs"] = new JsonArray([.. Ranked.Select(r => (JsonNode)new JsonObject
        {
            ["name"] = r.Name, ["task"] = r.Task, ["state"] = r.State, ["problem"] = r.Problem, ["epochs"] = r.Epochs.Count,
            ["best"] = r.Best(By)?.Value, ["best_epoch"] = r.Best(By)?.Epoch, ["last"] = Finite(r.Values(By).LastOrDefault(double.NaN)),
            ["seconds"] = r.Seconds,
            ["cross_validation"] = r.CrossValidation,
            ["options"] = new JsonObject(Differing.Select(o => KeyValuePair.Create(o, (JsonNode?)r.Options.GetValueOrDefault(o)))),
        })]),
        ["cross_validations"] = new JsonArray([.. CrossValidations.Select(c => (JsonNode)new JsonObject
        {
            ["name"] = c.Name, ["folds"] = c.Folds.Count, ["mean"] = c.Mean, ["deviation"] = c.Deviation,
        })]),
    };

    /// <summary>Writes runs.png, the curves, and runs.html, which needs nothing beside it.</summary>
    /// <exception cref="PhotoException">A file cannot be written.</exception>
    public void Write(string folder)
    {
        using var curves = RunCurves.Render(this);
        curves.Save(Path.Combine(folder, "runs.png"));
        Photo.Write(
            Path.Combine(folder, "runs.html"),
            System.Text.Encoding.UTF8.GetBytes(RunsPage.Html(this)));
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static IEnumerable<string> Below(string folder, int depth)
    {
        if (File.Exists(Path.Combine(folder, RunFiles.Options)) || File.Exists(Path.Combine(folder, RunFiles.Metrics))) return [folder];
        return depth == 0 ? [] : Directory.EnumerateDirectories(folder, "*", new EnumerationOptions()).SelectMany(f => Below(f, depth - 1));
    }
}
