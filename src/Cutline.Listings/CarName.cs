using System.Text.Json.Serialization;

namespace Cutline.Listings;

/// <summary>Which car it is.</summary>
/// <param name="Year">Model year; null where it is not known.</param>
/// <param name="Trim">What the seller calls the variant; null where nothing.</param>
public sealed record CarName(int? Year, string Make, string Model, string? Trim = null)
{
    /// <summary>As JSON has it, where the year may be left out.</summary>
    [JsonConstructor]
    private CarName(string make, string model, int? year = null, string? trim = null) : this(year, make, model, trim)
    {
    }

    /// <summary>Such as <c>2019 Audi A4 Avant</c>.</summary>
    public override string ToString() => string.Join(' ', ((string?[])[Year?.ToString(System.Globalization.CultureInfo.InvariantCulture), Make, Model, Trim]).Where(p => !string.IsNullOrWhiteSpace(p)));
}
