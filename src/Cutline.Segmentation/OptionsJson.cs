using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cutline.Segmentation;

/// <summary>
/// How options are written as JSON and read back: keys in snake case, choices by their names. An unknown key is an error.
/// </summary>
public static class OptionsJson
{
    /// <summary>On one line.</summary>
    public static JsonSerializerOptions Compact { get; } = Make(indented: false);

    /// <summary>Indented, for files that people read.</summary>
    public static JsonSerializerOptions Indented { get; } = Make(indented: true);

    private static JsonSerializerOptions Make(bool indented)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            IgnoreReadOnlyProperties = true,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
            WriteIndented = indented,
        };
        options.MakeReadOnly(populateMissingResolver: true); // from here on it tells which properties a type has
        return options;
    }
}
