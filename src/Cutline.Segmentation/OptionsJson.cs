using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cutline.Segmentation;

/// <summary>How options are written and read: names in snake case, choices by name, an unknown key is an error.</summary>
public static class OptionsJson
{
    public static JsonSerializerOptions Compact { get; } = Make(indented: false);

    public static JsonSerializerOptions Indented { get; } = Make(indented: true);

    private static JsonSerializerOptions Make(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        WriteIndented = indented,
    };
}
