using System.Text.Json.Nodes;

namespace Cutline.Segmentation.Reports;

/// <summary>JSON as lines of a table: names within names are joined by dots, lists by commas.</summary>
internal static class JsonRows
{
    public static IReadOnlyList<(string Name, string Value)> Of(JsonNode? node)
    {
        var rows = new List<(string, string)>();
        Append(rows, "", node);
        return rows;
    }

    private static void Append(List<(string, string)> rows, string name, JsonNode? node)
    {
        if (node is JsonObject { Count: > 0 } parts)
        {
            foreach (var (key, value) in parts) Append(rows, name.Length == 0 ? Words(key) : $"{name}.{Words(key)}", value);
        }
        else if (node is JsonArray list && list.All(item => item is JsonValue or null))
        {
            rows.Add((name, list.Count == 0 ? "none" : string.Join(", ", list.Select(item => item?.ToString() ?? "none"))));
        }
        else if (name.Length > 0)
        {
            rows.Add((name, node is JsonObject ? "none" : node?.ToString() ?? "none"));
        }
    }

    private static string Words(string key) => key.Replace('_', ' ');
}
