using System.Globalization;
using System.Text.Json.Serialization;

namespace Cutline.Listings;

/// <summary>The name of a car.</summary>
/// <param name="Year">The model year; null where it is unknown.</param>
/// <param name="Make">The make, such as <c>Audi</c>.</param>
/// <param name="Model">The model, such as <c>A4</c>.</param>
/// <param name="Trim">The variant as the seller calls it, such as <c>Avant</c>; null where there is none.</param>
public sealed record CarName(int? Year, string Make, string Model, string? Trim = null)
{
    /// <summary>For JSON, in which the year may be left out.</summary>
    [JsonConstructor]
    private CarName(string make, string model, int? year = null, string? trim = null) : this(year, make, model, trim)
    {
    }

    /// <summary>The parts in a row, such as <c>2019 Audi A4 Avant</c>.</summary>
    public override string ToString()
    {
        string?[] parts = [Year?.ToString(CultureInfo.InvariantCulture), Make, Model, Trim];
        return string.Join(' ', parts.Where(p => !string.IsNullOrWhiteSpace(p)));
    }
}
