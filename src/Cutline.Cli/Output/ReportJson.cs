using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cutline.Cli.Output;

/// <summary>How reports are written as JSON: one line each, names in camel case, nothing where nothing is known.</summary>
internal static class ReportJson
{
    internal static JsonSerializerOptions Lines { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
