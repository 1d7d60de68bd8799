namespace Cutline.Listings.Units;

/// <summary>A number with its unit.</summary>
/// <param name="Value">The number, in <paramref name="Unit"/>.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Decimals">The number of digits after the decimal separator that the number is written with.</param>
public readonly record struct Measure(double Value, Unit Unit, int Decimals = 0)
{
    /// <summary>Kilometres in an international mile, by definition.</summary>
    public const double KilometresPerMile = 1.609344;

    /// <summary>The relative error allowed in conversions, besides rounding: 84,500 km may be written as 52,500 miles.</summary>
    private const double RelativeTolerance = 0.005;

    /// <summary>The absolute error allowed for the same unit, for floating point.</summary>
    private const double Epsilon = 1e-9;

    /// <summary>Engine sizes are known to a tenth of a litre.</summary>
    private const double LitresTolerance = 0.05, CubicCentimetresTolerance = 50;

    /// <summary>Litres per 100 km at one mile per US gallon: 100 × 3.785411784 / 1.609344.</summary>
    private const double LitresPer100KmTimesMpg = 235.214583;

    /// <summary>Kilowatt hours in a gallon equivalent, as the EPA defines it.</summary>
    private const double KwhPerGallon = 33.7;

    private const double KwPerHorsepower = 0.745699872, KwPerMetricHorsepower = 0.73549875;
    private const double NewtonMetresPerPoundFoot = 1.355817948, KilogramsPerPound = 0.45359237;

    /// <summary>
    /// Units with their base unit, and the factor to it; a negative factor is the product of both numbers, as of mpg and l/100 km.
    /// </summary>
    private static readonly Dictionary<Unit, (Unit Base, double Factor)> Conversions = new()
    {
        [Unit.CubicCentimetres] = (Unit.Litres, 0.001),
        [Unit.Horsepower] = (Unit.Kilowatts, KwPerHorsepower),
        [Unit.MetricHorsepower] = (Unit.Kilowatts, KwPerMetricHorsepower),
        [Unit.PoundFeet] = (Unit.NewtonMetres, NewtonMetresPerPoundFoot),
        [Unit.Pounds] = (Unit.Kilograms, KilogramsPerPound),
        [Unit.LitresPer100Km] = (Unit.Mpg, -LitresPer100KmTimesMpg),
        [Unit.KilometresPerLitre] = (Unit.Mpg, LitresPer100KmTimesMpg / 100),
        [Unit.KwhPer100Miles] = (Unit.Mpge, -KwhPerGallon * 100),
        [Unit.KwhPer100Km] = (Unit.Mpge, -KwhPerGallon * 100 / KilometresPerMile),
        [Unit.GramsPerKm] = (Unit.GramsPerMile, KilometresPerMile),
        [Unit.Kilometres] = (Unit.Miles, 1 / KilometresPerMile),
        [Unit.KmPerHour] = (Unit.Mph, 1 / KilometresPerMile),
    };

    /// <summary>Converts the number to another unit of the same quantity.</summary>
    /// <returns>The number in the other unit; null where there is no conversion.</returns>
    public double? ConvertTo(Unit unit)
    {
        if (unit == Unit) return Value;
        var (from, value) = InBaseUnit(this);
        if (unit == from) return value;
        if (!Conversions.TryGetValue(unit, out var to) || to.Base != from) return null;
        return to.Factor < 0 ? -to.Factor / value : value / to.Factor;
    }

    /// <summary>
    /// Whether a known number supports this one: the same number in the same unit, or its conversion within rounding or half a per cent.
    /// </summary>
    /// <param name="known">The known number.</param>
    public bool IsSupportedBy(Measure known)
    {
        if (known.ConvertTo(Unit) is not { } expected || !double.IsFinite(expected)) return false;
        var rounding = 0.5 * Math.Pow(10, -Decimals);
        var error = Math.Abs(Value - expected);
        if (Unit == known.Unit) return error <= (Unit == Unit.Litres ? Math.Min(rounding, LitresTolerance) : 0) + Epsilon;
        if (Unit == Unit.CubicCentimetres) return error <= CubicCentimetresTolerance;
        return error <= Math.Max(rounding, RelativeTolerance * expected) + Epsilon;
    }

    private static (Unit Unit, double Value) InBaseUnit(Measure measure)
    {
        if (!Conversions.TryGetValue(measure.Unit, out var to)) return (measure.Unit, measure.Value);
        return (to.Base, to.Factor < 0 ? -to.Factor / measure.Value : measure.Value * to.Factor);
    }
}
