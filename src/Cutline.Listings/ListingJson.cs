using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cutline.Listings;

/// <summary>
/// How a listing is written as JSON: names in camelCase, enum values as names. Unknown, duplicate and missing members are errors.
/// </summary>
public static class ListingJson
{
    /// <summary>Enum values as names in camelCase; numbers are refused.</summary>
    public static JsonConverter EnumNames { get; } = new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

    /// <summary>For an API: without indentation, with nulls.</summary>
    public static JsonSerializerOptions Options { get; } = Create(JsonIgnoreCondition.Never, indented: false);

    /// <summary>For files that people may open: indented, without nulls.</summary>
    public static JsonSerializerOptions File { get; } = Create(JsonIgnoreCondition.WhenWritingNull, indented: true);

    private static JsonSerializerOptions Create(JsonIgnoreCondition ignored, bool indented) => new(JsonSerializerDefaults.Web)
    {
        WriteIndented = indented,
        DefaultIgnoreCondition = ignored,
        Converters = { EnumNames },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
    };
}
