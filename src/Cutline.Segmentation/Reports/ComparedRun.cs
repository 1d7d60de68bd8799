using System.Text.Json;
using System.Text.Json.Nodes;
using Cutline.Training.Runs;

namespace Cutline.Segmentation.Reports;

/// <summary>A run as it lies on disk, whatever version wrote it: nothing in it is expected beyond JSON.</summary>
/// <param name="Name">Its folder, relative to the one that is compared.</param>
/// <param name="State">finished, training, stopped or broken.</param>
/// <param name="Problem">What is wrong with it; null for nothing.</param>
/// <param name="Options">Every option by its name, names within names joined by dots.</param>
/// <param name="Epochs">The numbers of each finished epoch, by their keys.</param>
public sealed record ComparedRun(
    string Name, string State, string? Problem, IReadOnlyDictionary<string, string> Options, IReadOnlyList<IReadOnlyDictionary<string, double>> Epochs)
{
    /// <summary>Wall time of all finished epochs.</summary>
    public double Seconds => Values("seconds").Where(double.IsFinite).Sum();

    /// <summary>A figure's value in each epoch; NaN where an epoch lacks it.</summary>
    public IEnumerable<double> Values(string key) => Epochs.Select(e => e.GetValueOrDefault(key, double.NaN));

    /// <summary>The highest value of a figure and its epoch, counted from 1; null where there is none.</summary>
    public (double Value, int Epoch)? Best(string key) =>
        Values(key).Select((value, i) => ((double Value, int Epoch)?)(value, i + 1)).Where(v => double.IsFinite(v!.Value.Value)).MaxBy(v => v!.Value.Value);

    /// <summary>Reads a run's options and epochs; what cannot be read is its problem.</summary>
    public static ComparedRun Read(string folder, string name)
    {
        var run = new RunFolder(folder);
        var problems = new List<string>();
        var options = ReadOptions(run, problems);
        var epochs = ReadEpochs(run, problems);
        var planned = options.FirstOrDefault(o => o.Name == "epochs").Value;
        var state = run.IsTraining ? "training" : problems.Count > 0 || !run.Exists ? "broken" : File.Exists(run.Report) ? "finished" : "stopped";
        if (!run.Exists) problems.Insert(0, $"there is no {Path.GetFileName(run.Options)}: train it again, or move it away");
        else if (epochs.Count == 0) problems.Add("no epoch is finished yet");
        else if (state is "training" or "stopped") problems.Add($"{epochs.Count} of {planned ?? "?"} epochs are finished{(state == "stopped" ? $": cutline train --out {folder} --resume goes on" : "")}");
        return new(name, state, problems.Count == 0 ? null : string.Join("; ", problems), options.GroupBy(o => o.Name).ToDictionary(g => g.Key, g => g.First().Value), epochs);
    }

    private static IReadOnlyList<(string Name, string Value)> ReadOptions(RunFolder run, List<string> problems)
    {
        if (!run.Exists) return [];
        try
        {
            return JsonRows.Of(JsonNode.Parse(File.ReadAllText(run.Options)));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Add($"{Path.GetFileName(run.Options)} cannot be read: {e.Message}");
            return [];
        }
    }

    private static List<IReadOnlyDictionary<string, double>> ReadEpochs(RunFolder run, List<string> problems)
    {
        var epochs = new List<IReadOnlyDictionary<string, double>>();
        if (!File.Exists(run.Metrics)) return epochs;
        try
        {
            foreach (var line in File.ReadLines(run.Metrics).Where(l => l.Length > 0)) epochs.Add(Numbers(JsonNode.Parse(line)));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            if (!run.IsTraining) problems.Add($"line {epochs.Count + 1} of {Path.GetFileName(run.Metrics)} cannot be read: {e.Message}");
        }

        return epochs;
    }

    private static Dictionary<string, double> Numbers(JsonNode? row)
    {
        var numbers = new Dictionary<string, double>();
        foreach (var (key, value) in row as JsonObject ?? throw new JsonException("it is no JSON object"))
            if (value is JsonValue number && number.TryGetValue<double>(out var figure)) numbers[key] = figure;
        return numbers;
    }
}
