using Cutline.Listings.Facts;

namespace Cutline.Web.Listings;

/// <summary>A car, or a make, that may be meant by what is typed so far.</summary>
/// <param name="Year">The year that was typed, where there are facts of it.</param>
/// <param name="Model">Null for all of the make's.</param>
/// <param name="Text">As it would be typed.</param>
internal sealed record SuggestionJson(int? Year, string Make, string? Model, string Text)
{
    public static SuggestionJson Of(Suggestion car) => new(car.Year, car.Make, car.Model, car.Year is { } year ? $"{year} {car.Make} {car.Model}" : $"{car.Make} {car.Model}");

    public static SuggestionJson OfMake(string make) => new(null, make, null, make);
}
