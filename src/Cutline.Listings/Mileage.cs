using Cutline.Listings.Units;

namespace Cutline.Listings;

/// <summary>An odometer reading.</summary>
/// <param name="Value">The distance, in <paramref name="Unit"/>.</param>
/// <param name="Unit">The odometer's unit.</param>
public sealed record Mileage(double Value, MileageUnit Unit)
{
    /// <summary>Converts the reading.</summary>
    /// <returns>The distance in the other unit.</returns>
    public double ConvertTo(MileageUnit unit) =>
        unit == Unit ? Value : unit == MileageUnit.Miles ? Value / Measure.KilometresPerMile : Value * Measure.KilometresPerMile;
}
