using System.Text.Json;
using System.Text.Json.Nodes;
using Cutline.Segmentation.Datasets.Synthetic;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Runs;

namespace Cutline.Segmentation.Reports;

/// <summary>A run as it lies on disk, of any version: nothing in it is expected beyond JSON.</summary>
/// <param name="Name">Its folder, relative to the one that is compared.</param>
/// <param name="State">finished, training, stopped or broken.</param>
/// <param name="Problem">What is wrong with it; null for nothing.</param>
/// <param name="Options">Every option by its name, names within names joined by dots.</param>
/// <param name="Epochs">The numbers of each finished epoch, by their keys.</param>
public sealed record ComparedRun(
    string Name, string State, string? Problem, IReadOnlyDictionary<string, string> Options,
    IReadOnlyList<IReadOnlyDictionary<string, double>> Epochs)
{
    /// <summary>Whether its model refines edges: its figures are of tiles along outlines, and not to be compared with others'.</summary>
    public bool RefinesEdges => Options.GetValueOrDefault("model.name") == EdgePicture.ModelName;

    /// <summary>
    /// What its model is trained to tell apart, and whether in drawn pictures: only runs of the same task are compared. The number of
    /// classes, where they are said, a further output, tiles along outlines; options that a run of an earlier version lacks are those of a
    /// foreground.
    /// </summary>
    public string Task
    {
        get
        {
            string? Option(string name) => Options.GetValueOrDefault(name) is { } value and not "none" ? value : null;
            var data = Option("data")?.Split(", ")[0] ?? "";
            var said = Option("dataset.task") ?? Path.GetFileName(Option("dataset.classes") ?? Path.TrimEndingDirectorySeparator(data));
            var what = Options.Count == 0 ? "of an unknown task"
                : RefinesEdges ? "edges, on tiles along outlines"
                : Option("output") is { } output ? $"output {output}"
                : Option("model.classes") is { } classes and not "1" ? $"{classes} classes{(said.Length > 0 ? $" of {said}" : "")}"
                : "foreground";
            return SyntheticDataset.IsNamed(data) ? $"{what}, drawn" : what;
        }
    }

    /// <summary>The cross-validation that it is a fold of, by its folder as in <see cref="Name"/>; null for a run by itself.</summary>
    public string? CrossValidation =>
        Options.GetValueOrDefault("split.folds") is not (null or "none") && SavedRun.FoldOf(Path.GetFileName(Name)) > 0
            ? Path.GetDirectoryName(Name)
            : null;

    /// <summary>Wall time of all finished epochs.</summary>
    public double Seconds => Values("seconds").Where(double.IsFinite).Sum();

    /// <summary>A metric's value in each epoch; NaN where an epoch lacks it.</summary>
    public IEnumerable<double> Values(string key) => Epochs.Select(e => e.GetValueOrDefault(key, double.NaN));

    /// <summary>The highest value of a metric and its epoch, counted from 1; null where there is none.</summary>
    public (double Value, int Epoch)? Best(string key) =>
        Values(key).Select((value, i) => ((double Value, int Epoch)?)(value, i + 1)).Where(v => double.IsFinite(v!.Value.Value))
            .MaxBy(v => v!.Value.Value);

    /// <summary>Reads a run's options and epochs; what cannot be read is its problem.</summary>
    public static ComparedRun Read(string folder, string name)
    {
        var run = new SavedRun(folder);
        var problems = new List<string>();
        var options = ReadOptions(run, problems);
        var epochs = ReadEpochs(run, problems);
        var planned = options.FirstOrDefault(o => o.Name == "epochs").Value;
        var state = run.IsTraining
            ? "training"
            : problems.Count > 0 || !run.Exists ? "broken" : run.Has(RunFiles.Report) ? "finished" : "stopped";
        if (!run.Exists) problems.Insert(0, $"there is no {RunFiles.Options}: train it again, or move it away");
        else if (epochs.Count == 0) problems.Add("no epoch is finished yet");
        else if (state is "training" or "stopped")
        {
            var repair = state == "stopped" ? $": cutline train --out {folder} --resume goes on" : "";
            problems.Add($"{epochs.Count} of {planned ?? "?"} epochs are finished{repair}");
        }

        return new(
            name, state, problems.Count == 0 ? null : string.Join("; ", problems),
            options.GroupBy(o => o.Name).ToDictionary(g => g.Key, g => g.First().Value), epochs);
    }

    private static IReadOnlyList<(string Name, string Value)> ReadOptions(SavedRun run, List<string> problems)
    {
        if (!run.Exists) return [];
        try
        {
            return JsonRows.Of(JsonNode.Parse(File.ReadAllText(run.PathOf(RunFiles.Options))));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Add($"{RunFiles.Options} cannot be read: {JsonReason.Of(e)}");
            return [];
        }
    }

    private static List<IReadOnlyDictionary<string, double>> ReadEpochs(SavedRun run, List<string> problems)
    {
        var epochs = new List<IReadOnlyDictionary<string, double>>();
        if (!run.Has(RunFiles.Metrics)) return epochs;
        try
        {
            foreach (var line in File.ReadLines(run.PathOf(RunFiles.Metrics)).Where(l => l.Length > 0))
                epochs.Add(Numbers(JsonNode.Parse(line) as JsonObject ?? throw new JsonException("it is no JSON object")));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            if (!run.IsTraining) problems.Add($"line {epochs.Count + 1} of {RunFiles.Metrics} cannot be read: {JsonReason.Of(e)}");
        }

        return epochs;
    }

    /// <summary>All numbers of an epoch; those of further metrics under their own names, where no usual one has it.</summary>
    private static Dictionary<string, double> Numbers(JsonObject row)
    {
        var numbers = new Dictionary<string, double>();
        foreach (var (key, value) in row)
            if (value is JsonValue number && number.TryGetValue<double>(out var figure)) numbers[key] = figure;
        foreach (var (key, value) in row.SelectMany(entry => entry.Value as JsonObject ?? []))
            if (value is JsonValue number && number.TryGetValue<double>(out var figure)) numbers.TryAdd(key, figure);
        return numbers;
    }
}
