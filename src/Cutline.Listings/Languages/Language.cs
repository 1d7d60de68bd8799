using System.Text.Json.Serialization;

namespace Cutline.Listings.Languages;

/// <summary>
/// The language of a listing; in JSON its ISO 639 code. English uses miles and US gallons, the others kilometres and litres.
/// </summary>
public enum Language
{
    /// <summary>English, <c>en</c>.</summary>
    [JsonStringEnumMemberName("en")]
    English,

    /// <summary>German, <c>de</c>.</summary>
    [JsonStringEnumMemberName("de")]
    German,

    /// <summary>French, <c>fr</c>.</summary>
    [JsonStringEnumMemberName("fr")]
    French,

    /// <summary>Spanish, <c>es</c>.</summary>
    [JsonStringEnumMemberName("es")]
    Spanish,
}
