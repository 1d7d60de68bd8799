namespace Cutline.Listings.Facts;

/// <summary>A search result: a model that may be meant.</summary>
/// <param name="Make">The make.</param>
/// <param name="Model">The model.</param>
/// <param name="FirstYear">The first model year with facts.</param>
/// <param name="LastYear">The last model year with facts.</param>
/// <param name="Year">The model year of the query; null where none was given or it has no facts.</param>
public sealed record Suggestion(string Make, string Model, int FirstYear, int LastYear, int? Year)
{
    /// <summary>The car as a query: year, make and model.</summary>
    public override string ToString() => $"{Year ?? LastYear} {Make} {Model}";
}
