namespace Cutline.Listings.Checking;

/// <summary>What a number in a text counts.</summary>
public enum Unit
{
    /// <summary>Nothing that is said beside it.</summary>
    None,

    /// <summary>A calendar year.</summary>
    Year,

    Litres,
    CubicCentimetres,
    Kilowatts,

    /// <summary>Metric: PS, ch, CV.</summary>
    MetricHorsepower,

    /// <summary>hp, bhp.</summary>
    Horsepower,

    NewtonMetres,
    PoundFeet,

    /// <summary>Per US gallon.</summary>
    Mpg,

    Mpge,
    LitresPer100Km,
    KilometresPerLitre,
    KwhPer100Km,
    KwhPer100Miles,
    GramsPerKm,
    GramsPerMile,
    Kilometres,
    Miles,
    KmPerHour,
    Mph,
    KilowattHours,
    Volts,
    Cylinders,
    Gears,
    Doors,
    Seats,
    Owners,
    Keys,
    Percent,
    Seconds,
    Kilograms,
    Pounds,
    Inches,
    Months,
    Years,
    Euros,
    Dollars,
    PoundsSterling,
    Francs,

    /// <summary>An emission class, such as Euro 6.</summary>
    EmissionClass,
}
