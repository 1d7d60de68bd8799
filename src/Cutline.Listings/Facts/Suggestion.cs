namespace Cutline.Listings.Facts;

/// <summary>A car that may be meant.</summary>
/// <param name="FirstYear">The first model year that the facts have of it.</param>
/// <param name="LastYear">The last one.</param>
/// <param name="Year">The year that was asked for, where there are facts of it.</param>
public sealed record Suggestion(string Make, string Model, int FirstYear, int LastYear, int? Year)
{
    /// <summary>As it would be typed.</summary>
    public override string ToString() => $"{Year ?? LastYear} {Make} {Model}";
}
