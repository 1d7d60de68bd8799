namespace Cutline.Listings.Languages;

/// <summary>What a listing is written in. English counts in miles and US gallons, the others in kilometres and litres.</summary>
public enum Language
{
    English,
    German,
    French,
    Spanish,
}
