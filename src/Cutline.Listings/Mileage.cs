namespace Cutline.Listings;

/// <summary>What the odometer shows.</summary>
public sealed record Mileage(double Value, MileageUnit Unit)
{
    /// <summary>Kilometres in a mile, by definition.</summary>
    public const double KilometresPerMile = 1.609344;

    public double In(MileageUnit unit) => unit == Unit ? Value : unit == MileageUnit.Miles ? Value / KilometresPerMile : Value * KilometresPerMile;
}
