namespace Cutline.Listings.Checking;

/// <summary>A number with its unit.</summary>
/// <param name="Decimals">How many digits after the decimal sign it is written with.</param>
public readonly record struct Measure(double Value, Unit Unit, int Decimals = 0)
{
    /// <summary>What conversions may be off by, beside rounding: such as 84,500 km as 52,500 miles.</summary>
    private const double Rounded = 0.005;

    /// <summary>Litres in 100 km at one mile per US gallon.</summary>
    private const double LitresPer100KmTimesMpg = 235.214583;

    /// <summary>kWh in an equivalent of a US gallon of gasoline, as the EPA counts it.</summary>
    private const double KwhPerGallon = 33.7;

    private const double KwPerHorsepower = 0.745699872, KwPerMetricHorsepower = 0.73549875, NewtonMetresPerPoundFoot = 1.355817948, KilogramsPerPound = 0.45359237;

    /// <summary>Units that turn into another: which, and by what factor; or, below 0, what both multiply to.</summary>
    private static readonly Dictionary<Unit, (Unit Base, double Factor)> Conversions = new()
    {
        [Unit.CubicCentimetres] = (Unit.Litres, 0.001),
        [Unit.Horsepower] = (Unit.Kilowatts, KwPerHorsepower), [Unit.MetricHorsepower] = (Unit.Kilowatts, KwPerMetricHorsepower),
        [Unit.PoundFeet] = (Unit.NewtonMetres, NewtonMetresPerPoundFoot), [Unit.Pounds] = (Unit.Kilograms, KilogramsPerPound),
        [Unit.LitresPer100Km] = (Unit.Mpg, -LitresPer100KmTimesMpg), [Unit.KilometresPerLitre] = (Unit.Mpg, LitresPer100KmTimesMpg / 100),
        [Unit.KwhPer100Miles] = (Unit.Mpge, -KwhPerGallon * 100), [Unit.KwhPer100Km] = (Unit.Mpge, -KwhPerGallon * 100 / Mileage.KilometresPerMile),
        [Unit.GramsPerKm] = (Unit.GramsPerMile, Mileage.KilometresPerMile), [Unit.Kilometres] = (Unit.Miles, 1 / Mileage.KilometresPerMile), [Unit.KmPerHour] = (Unit.Mph, 1 / Mileage.KilometresPerMile),
    };

    /// <summary>In another unit of the same thing; null where there is no way.</summary>
    public double? In(Unit unit)
    {
        if (unit == Unit) return Value;
        var (from, value) = Based(this);
        if (unit == from) return value;
        if (!Conversions.TryGetValue(unit, out var to) || to.Base != from) return null;
        return to.Factor < 0 ? -to.Factor / value : value / to.Factor;
    }

    /// <summary>Whether a text that claims this says no more than what is known: the same number, or its conversion within rounding.</summary>
    public bool Follows(Measure known)
    {
        if (known.In(Unit) is not { } due || !double.IsFinite(due)) return false;
        var digit = 0.5 * Math.Pow(10, -Decimals);
        var error = Math.Abs(Value - due);
        if (Unit == known.Unit) return error <= (Unit == Unit.Litres ? Math.Min(digit, 0.05) : 0) + 1e-9;
        if (Unit == Unit.CubicCentimetres) return error <= 50; // what is known in tenths of a litre
        return error <= Math.Max(digit, Rounded * due) + 1e-9;
    }

    private static (Unit Unit, double Value) Based(Measure measure) => !Conversions.TryGetValue(measure.Unit, out var to) ? (measure.Unit, measure.Value)
        : (to.Base, to.Factor < 0 ? -to.Factor / measure.Value : measure.Value * to.Factor);
}
