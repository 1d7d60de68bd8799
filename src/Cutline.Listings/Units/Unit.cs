namespace Cutline.Listings.Units;

/// <summary>The unit of a number in a text.</summary>
public enum Unit
{
    /// <summary>No unit is written beside the number.</summary>
    None,

    /// <summary>A calendar year, such as 2019.</summary>
    Year,

    /// <summary>Litres.</summary>
    Litres,

    /// <summary>Cubic centimetres.</summary>
    CubicCentimetres,

    /// <summary>Kilowatts.</summary>
    Kilowatts,

    /// <summary>Metric horsepower (PS, ch, CV), 0.73549875 kW.</summary>
    MetricHorsepower,

    /// <summary>Mechanical horsepower (hp, bhp), 0.745699872 kW.</summary>
    Horsepower,

    /// <summary>Newton metres.</summary>
    NewtonMetres,

    /// <summary>Pound-feet.</summary>
    PoundFeet,

    /// <summary>Miles per US gallon.</summary>
    Mpg,

    /// <summary>Miles per gallon equivalent: per 33.7 kWh.</summary>
    Mpge,

    /// <summary>Litres per 100 kilometres.</summary>
    LitresPer100Km,

    /// <summary>Kilometres per litre.</summary>
    KilometresPerLitre,

    /// <summary>Kilowatt hours per 100 kilometres.</summary>
    KwhPer100Km,

    /// <summary>Kilowatt hours per 100 miles.</summary>
    KwhPer100Miles,

    /// <summary>Grams of CO₂ per kilometre.</summary>
    GramsPerKm,

    /// <summary>Grams of CO₂ per mile.</summary>
    GramsPerMile,

    /// <summary>Kilometres.</summary>
    Kilometres,

    /// <summary>International miles, 1.609344 km.</summary>
    Miles,

    /// <summary>Kilometres per hour.</summary>
    KmPerHour,

    /// <summary>Miles per hour.</summary>
    Mph,

    /// <summary>Kilowatt hours.</summary>
    KilowattHours,

    /// <summary>Volts.</summary>
    Volts,

    /// <summary>A count of cylinders.</summary>
    Cylinders,

    /// <summary>A count of gears.</summary>
    Gears,

    /// <summary>A count of doors.</summary>
    Doors,

    /// <summary>A count of seats.</summary>
    Seats,

    /// <summary>A count of owners.</summary>
    Owners,

    /// <summary>A count of keys.</summary>
    Keys,

    /// <summary>Per cent.</summary>
    Percent,

    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>Kilograms.</summary>
    Kilograms,

    /// <summary>Pounds of weight, 0.45359237 kg.</summary>
    Pounds,

    /// <summary>Inches.</summary>
    Inches,

    /// <summary>A duration in months.</summary>
    Months,

    /// <summary>A duration in years.</summary>
    Years,

    /// <summary>Euros.</summary>
    Euros,

    /// <summary>US dollars.</summary>
    Dollars,

    /// <summary>Pounds sterling.</summary>
    PoundsSterling,

    /// <summary>Swiss francs.</summary>
    Francs,

    /// <summary>An emission class, such as Euro 6.</summary>
    EmissionClass,
}
