using System.Text.Json.Nodes;

namespace Cutline.Segmentation.Evaluation;

/// <summary>Writes the caller's own metrics beside the usual ones.</summary>
internal static class FurtherMetrics
{
    /// <summary>Adds an object of the values under a key; a value that is not finite is null, and without values there is no key.</summary>
    public static void AddTo(JsonObject json, string key, IReadOnlyDictionary<string, double> metrics)
    {
        if (metrics.Count == 0) return;
        json[key] = new JsonObject(metrics.Select(m => KeyValuePair.Create(m.Key, double.IsFinite(m.Value) ? (JsonNode?)m.Value : null)));
    }
}
