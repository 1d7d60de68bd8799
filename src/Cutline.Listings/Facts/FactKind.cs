namespace Cutline.Listings.Facts;

/// <summary>What a fact is about, and so the unit of its value.</summary>
public enum FactKind
{
    /// <summary>Model year.</summary>
    Year,

    Make,

    Model,

    /// <summary>The agency's size class.</summary>
    SizeClass,

    /// <summary>A count.</summary>
    Cylinders,

    /// <summary>Litres.</summary>
    Displacement,

    Drive,

    Transmission,

    Fuel,

    /// <summary>Miles per US gallon in town.</summary>
    CityMpg,

    /// <summary>Miles per US gallon on highways.</summary>
    HighwayMpg,

    /// <summary>Miles per US gallon, both.</summary>
    CombinedMpg,

    /// <summary>Miles per equivalent of a US gallon (33.7 kWh) in town.</summary>
    CityMpge,

    /// <summary>Miles per equivalent of a US gallon on highways.</summary>
    HighwayMpge,

    /// <summary>Miles per equivalent of a US gallon, both.</summary>
    CombinedMpge,

    /// <summary>Grams of CO₂ per mile.</summary>
    Co2,

    /// <summary>Miles on one charge or filling.</summary>
    Range,

    Motor,

    /// <summary><c>Turbocharged</c>, <c>Supercharged</c> or both.</summary>
    Induction,

    /// <summary>Such as <c>Plug-in Hybrid</c>.</summary>
    Technology,
}
