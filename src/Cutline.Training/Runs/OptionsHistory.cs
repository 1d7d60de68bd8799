using System.Text.Json;
using System.Text.Json.Nodes;
using Cutline.Imaging;
using Cutline.Segmentation;

namespace Cutline.Training.Runs;

/// <summary>
/// The options of a run by the epoch from which they held: a line of JSON for each time that it was started or resumed with others.
/// </summary>
/// <param name="run">Whose history it is.</param>
public sealed class OptionsHistory(RunFolder run)
{
    /// <summary>The options, each with its first epoch.</summary>
    /// <param name="Epoch">Counted from 1.</param>
    /// <param name="Options">All of them.</param>
    public sealed record Entry(int Epoch, JsonObject Options);

    /// <summary>All entries; a line that cannot be read ends them.</summary>
    public IReadOnlyList<Entry> Read()
    {
        var entries = new List<Entry>();
        if (!File.Exists(run.OptionsHistory)) return entries;
        foreach (var line in File.ReadLines(run.OptionsHistory))
        {
            try
            {
                if (JsonSerializer.Deserialize<Entry>(line, OptionsJson.Compact) is { Options: not null } entry) entries.Add(entry);
            }
            catch (JsonException)
            {
                break;
            }
        }

        return entries;
    }

    /// <summary>Takes note of the options from an epoch on, in place of what was planned for it and later ones.</summary>
    /// <returns>What changed since the epoch before, each as <c>name: old → new</c>.</returns>
    public IReadOnlyList<string> Record(int epoch, TrainOptions options)
    {
        var before = Read();
        if (before.Count == 0 && epoch > 1 && run.Exists)
            // of before there was a history
            before = [new(1, JsonSerializer.SerializeToNode(run.ReadOptions(), OptionsJson.Compact)!.AsObject())];
        var kept = before.Where(e => e.Epoch < epoch).ToList();
        var now = JsonSerializer.SerializeToNode(options, OptionsJson.Compact)!.AsObject();
        var changes = kept.Count == 0 ? [] : Changes(kept[^1].Options, now);
        if (kept.Count == 0 || changes.Count > 0) kept.Add(new(epoch, now));
        var lines = kept.Select(e => JsonSerializer.Serialize(e, OptionsJson.Compact) + "\n");
        AtomicFile.Write(run.OptionsHistory, System.Text.Encoding.UTF8.GetBytes(string.Concat(lines)));
        return changes;
    }

    private static List<string> Changes(JsonObject before, JsonObject now, string prefix = "")
    {
        var changes = new List<string>();
        foreach (var key in before.Select(p => p.Key).Union(now.Select(p => p.Key)))
        {
            var (old, present) = (before[key], now[key]);
            if (JsonNode.DeepEquals(old, present)) continue;
            if (old is JsonObject o && present is JsonObject p) changes.AddRange(Changes(o, p, $"{prefix}{key}."));
            else changes.Add($"{prefix}{key}: {Text(old)} → {Text(present)}");
        }

        return changes;
    }

    private static string Text(JsonNode? node) => node is JsonValue value ? value.ToString() : node?.ToJsonString() ?? "none";
}
