using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cutline.Cli.Output;

namespace Cutline.Cli.Commands;

/// <summary>A model's figures on several data sets, a row for each.</summary>
internal static class SetTable
{
    /// <summary>The figures of each set under <c>sets</c>, with the keys that those of a single one have, and its <c>name</c>.</summary>
    internal static JsonObject ToJson(IReadOnlyList<EvaluatedSet> sets)
    {
        var rows = sets.Select(set =>
        {
            var row = new JsonObject { ["name"] = set.Name };
            foreach (var (key, value) in set.ToJson()) row[key] = value?.DeepClone();
            return (JsonNode)row;
        });
        return new() { ["model"] = sets[0].ToJson()["model"]!.DeepClone(), ["sets"] = new JsonArray([.. rows]) };
    }

    /// <summary>A row for each set, as comma-separated values with a header: every figure that is a number.</summary>
    internal static void WriteCsv(string path, IReadOnlyList<EvaluatedSet> sets)
    {
        static Dictionary<string, string> Numbers(JsonObject figures) => figures.Where(f => f.Value?.GetValueKind() == JsonValueKind.Number)
            .ToDictionary(f => f.Key, f => f.Value!.ToJsonString());
        static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var figures = sets.Select(set => set.ToJson()).ToArray();
        var rows = Array.ConvertAll(figures, Numbers);
        var keys = rows.SelectMany(row => row.Keys).Distinct().ToArray();
        var lines = sets.Select((set, i) => string.Join(
            ',', [Quoted(set.Name), Quoted((string)figures[i]["data"]!), .. keys.Select(key => rows[i].GetValueOrDefault(key, ""))]));
        File.WriteAllLines(path, lines.Prepend(string.Join(',', ["name", "data", .. keys])));
    }

    internal static void Print(IReadOnlyList<EvaluatedSet> sets)
    {
        var figures = sets.Select(set => set.ToJson()).ToArray();
        var columns = sets[0].Columns.Where(c => figures.Any(f => Figure(f, c.Key) is not null)).ToArray();
        new FittedTable(
            [sets[0].Average, .. columns.Select(column => column.Heading)],
            [.. sets.Select((set, i) => (string[])[set.Name, .. columns.Select(column => Text(figures[i], column.Key))])]).Write();
        LongLine.Write(sets[0].Conventions);
    }

    private static JsonValue? Figure(JsonObject figures, string key) =>
        key.Split('.').Aggregate((JsonNode?)figures, (node, part) => node?[part]) as JsonValue;

    private static string Text(JsonObject figures, string key) => Figure(figures, key) is not { } figure ? ""
        : figure.TryGetValue(out int count) ? EvaluatedSet.Count(count, (int?)figures["part_samples"])
        : figure.GetValue<double>().ToString("F4", CultureInfo.InvariantCulture);
}
