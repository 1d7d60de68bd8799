namespace Cutline.Listings.Facts;

/// <summary>A row of fueleconomy.gov's vehicles file: one combination of car, engine, transmission and drive. What the file leaves empty is null.</summary>
/// <remarks>The columns are described at https://www.fueleconomy.gov/feg/ws/index.shtml#vehicle.</remarks>
public sealed record Vehicle
{
    /// <summary>The row's id in the file.</summary>
    public required int Id { get; init; }

    /// <summary>Model year.</summary>
    public required int Year { get; init; }

    public required string Make { get; init; }

    /// <summary>Such as <c>A4 allroad quattro</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The model without its variants, such as <c>A4</c>.</summary>
    public string? BaseModel { get; init; }

    /// <summary>The agency's size class, such as <c>Compact Cars</c>.</summary>
    public string? SizeClass { get; init; }

    public int? Cylinders { get; init; }

    /// <summary>Litres.</summary>
    public double? Displacement { get; init; }

    /// <summary>Such as <c>Front-Wheel Drive</c>.</summary>
    public string? Drive { get; init; }

    /// <summary>Such as <c>Automatic (S8)</c> or <c>Manual 6-spd</c>.</summary>
    public string? Transmission { get; init; }

    /// <summary>All that it runs on, such as <c>Premium or E85</c>.</summary>
    public string? FuelType { get; init; }

    /// <summary>What it runs on first, such as <c>Premium Gasoline</c>; consumption is measured on it.</summary>
    public string? Fuel { get; init; }

    /// <summary>Miles per US gallon in town; for electricity, hydrogen and natural gas per equivalent of a gallon (MPGe).</summary>
    public int? CityMpg { get; init; }

    /// <summary>Miles per US gallon, or MPGe, on highways.</summary>
    public int? HighwayMpg { get; init; }

    /// <summary>Miles per US gallon, or MPGe, 55 % town and 45 % highway.</summary>
    public int? CombinedMpg { get; init; }

    /// <summary>Grams of CO₂ from the tailpipe for each mile.</summary>
    public double? Co2 { get; init; }

    /// <summary>Miles that it goes on one charge or filling; null where the file does not say.</summary>
    public int? Range { get; init; }

    /// <summary>The electric motor, such as <c>111 kW</c>, or the battery of a hybrid.</summary>
    public string? Motor { get; init; }

    public bool Turbocharged { get; init; }

    public bool Supercharged { get; init; }

    /// <summary>Such as <c>Hybrid</c>, <c>Plug-in Hybrid</c>, <c>EV</c>; null for a plain engine.</summary>
    public string? Technology { get; init; }

    /// <summary>Whether its consumption is counted in equivalents of a gallon, which no litres can be made of.</summary>
    public bool IsMpge => Fuel is "Electricity" or "Hydrogen" or "Natural Gas";
}
