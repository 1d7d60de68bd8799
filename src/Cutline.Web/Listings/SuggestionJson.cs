using Cutline.Listings.Facts;

namespace Cutline.Web.Listings;

/// <summary>A suggested car or make for a search text.</summary>
/// <param name="Year">The year of the search text, where there are facts for it.</param>
/// <param name="Make">The make.</param>
/// <param name="Model">The model; null for all models of the make.</param>
/// <param name="Text">The suggestion as a search text.</param>
internal sealed record SuggestionJson(int? Year, string Make, string? Model, string Text)
{
    public static SuggestionJson Of(Suggestion car) =>
        new(car.Year, car.Make, car.Model, car.Year is { } year ? $"{year} {car.Make} {car.Model}" : $"{car.Make} {car.Model}");

    public static SuggestionJson OfMake(string make) => new(null, make, null, make);
}
