using System.Globalization;
using System.Text.Json.Serialization;

namespace Cutline.Listings.Facts;

/// <summary>A known property of a car.</summary>
/// <param name="Kind">The property.</param>
/// <param name="Value">The value as the file writes it; numbers with a decimal point, in the unit of <paramref name="Kind"/>.</param>
/// <param name="Source">The source.</param>
public sealed record Fact(FactKind Kind, string Value, FactSource Source)
{
    /// <summary>The value as a number in the unit of its kind; null where it is not a number.</summary>
    [JsonIgnore]
    public double? Number => double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>All facts of a row; what is unknown is left out.</summary>
    public static IReadOnlyList<Fact> Of(Vehicle vehicle, FactSource source)
    {
        var facts = new List<Fact>();
        Add(FactKind.Year, vehicle.Year);
        Add(FactKind.Make, vehicle.Make);
        Add(FactKind.Model, vehicle.Model);
        Add(FactKind.SizeClass, vehicle.SizeClass);
        Add(FactKind.Cylinders, vehicle.Cylinders);
        Add(FactKind.Displacement, vehicle.Displacement?.ToString("0.0##", CultureInfo.InvariantCulture));
        Add(FactKind.Drive, vehicle.Drive);
        Add(FactKind.Transmission, vehicle.Transmission);
        Add(FactKind.Fuel, vehicle.FuelType ?? vehicle.Fuel);
        Add(vehicle.IsMpge ? FactKind.CityMpge : FactKind.CityMpg, vehicle.CityMpg);
        Add(vehicle.IsMpge ? FactKind.HighwayMpge : FactKind.HighwayMpg, vehicle.HighwayMpg);
        Add(vehicle.IsMpge ? FactKind.CombinedMpge : FactKind.CombinedMpg, vehicle.CombinedMpg);
        Add(FactKind.Co2, vehicle.Co2 is { } grams ? Math.Round(grams) : null);
        Add(FactKind.Range, vehicle.Range);
        Add(FactKind.Motor, vehicle.Motor);
        Add(FactKind.Induction, vehicle switch
        {
            { Turbocharged: true, Supercharged: true } => "Turbocharged and supercharged",
            { Turbocharged: true } => "Turbocharged",
            { Supercharged: true } => "Supercharged",
            _ => null,
        });
        Add(FactKind.Technology, vehicle.Technology);
        return facts;

        void Add(FactKind kind, object? value)
        {
            if (value is not null) facts.Add(new(kind, Convert.ToString(value, CultureInfo.InvariantCulture)!, source));
        }
    }
}
