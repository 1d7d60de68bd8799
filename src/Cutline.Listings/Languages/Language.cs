using System.Text.Json.Serialization;

namespace Cutline.Listings.Languages;

/// <summary>What a listing is written in; by ISO 639's codes where it is stored. English counts in miles and US gallons, the others in kilometres and litres.</summary>
public enum Language
{
    [JsonStringEnumMemberName("en")]
    English,

    [JsonStringEnumMemberName("de")]
    German,

    [JsonStringEnumMemberName("fr")]
    French,

    [JsonStringEnumMemberName("es")]
    Spanish,
}
