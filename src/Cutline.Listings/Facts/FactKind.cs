namespace Cutline.Listings.Facts;

/// <summary>The property that a fact is about; it determines the unit of the value.</summary>
public enum FactKind
{
    /// <summary>The model year.</summary>
    Year,

    /// <summary>The make, such as <c>Audi</c>.</summary>
    Make,

    /// <summary>The model, such as <c>A4 allroad quattro</c>.</summary>
    Model,

    /// <summary>The EPA's size class, such as <c>Compact Cars</c>.</summary>
    SizeClass,

    /// <summary>The number of cylinders.</summary>
    Cylinders,

    /// <summary>The engine size in litres.</summary>
    Displacement,

    /// <summary>The driven wheels, such as <c>Front-Wheel Drive</c>.</summary>
    Drive,

    /// <summary>The transmission, such as <c>Manual 6-spd</c>.</summary>
    Transmission,

    /// <summary>The fuels, such as <c>Premium or E85</c>.</summary>
    Fuel,

    /// <summary>City consumption in miles per US gallon.</summary>
    CityMpg,

    /// <summary>Highway consumption in miles per US gallon.</summary>
    HighwayMpg,

    /// <summary>Combined consumption in miles per US gallon.</summary>
    CombinedMpg,

    /// <summary>City consumption in miles per gallon equivalent (33.7 kWh).</summary>
    CityMpge,

    /// <summary>Highway consumption in miles per gallon equivalent (33.7 kWh).</summary>
    HighwayMpge,

    /// <summary>Combined consumption in miles per gallon equivalent (33.7 kWh).</summary>
    CombinedMpge,

    /// <summary>CO₂ from the tailpipe in grams per mile.</summary>
    Co2,

    /// <summary>The range on one charge or filling, in miles.</summary>
    Range,

    /// <summary>The electric motor or battery, such as <c>111 kW</c>.</summary>
    Motor,

    /// <summary><c>Turbocharged</c>, <c>Supercharged</c> or <c>Turbocharged and supercharged</c>.</summary>
    Induction,

    /// <summary>The drive technology, such as <c>Plug-in Hybrid</c>.</summary>
    Technology,
}
