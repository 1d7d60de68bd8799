using System.Globalization;
using System.Text.Json.Serialization;

namespace Cutline.Listings.Facts;

/// <summary>One thing known of a car.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Value">As the file has it; numbers with a decimal point, in the unit of the kind.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record Fact(FactKind Kind, string Value, FactSource Source)
{
    /// <summary>The value as a number in the unit of the kind; null where it is a word.</summary>
    [JsonIgnore]
    public double? Number => double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>All that a row of the file says.</summary>
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
