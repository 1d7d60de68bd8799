using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cutline.Listings;

/// <summary>How a listing is written as JSON: names in camelCase, choices as small words. What is unknown, double or missing is an error.</summary>
public static class ListingJson
{
    /// <summary>Choices as small words; numbers are none.</summary>
    public static JsonConverter Words { get; } = new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

    public static JsonSerializerOptions Options { get; } = Of(JsonIgnoreCondition.Never, indented: false);

    /// <summary>For files that people may open: indented, without what is not there.</summary>
    public static JsonSerializerOptions File { get; } = Of(JsonIgnoreCondition.WhenWritingNull, indented: true);

    private static JsonSerializerOptions Of(JsonIgnoreCondition ignored, bool indented) => new(JsonSerializerDefaults.Web)
    {
        WriteIndented = indented, DefaultIgnoreCondition = ignored, Converters = { Words },
        RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false, NumberHandling = JsonNumberHandling.Strict,
    };
}
