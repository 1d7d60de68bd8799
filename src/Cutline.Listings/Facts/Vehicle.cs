namespace Cutline.Listings.Facts;

/// <summary>
/// A row of fueleconomy.gov's vehicles file: one combination of car, engine, transmission and drive. Null where the file has no value.
/// </summary>
/// <remarks>The columns are described at https://www.fueleconomy.gov/feg/ws/index.shtml#vehicle.</remarks>
public sealed record Vehicle
{
    /// <summary>The row's id in the file.</summary>
    public required int Id { get; init; }

    /// <summary>The model year.</summary>
    public required int Year { get; init; }

    /// <summary>The make, such as <c>Audi</c>.</summary>
    public required string Make { get; init; }

    /// <summary>The model, such as <c>A4 allroad quattro</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The model without its variants, such as <c>A4</c>.</summary>
    public string? BaseModel { get; init; }

    /// <summary>The EPA's size class, such as <c>Compact Cars</c>.</summary>
    public string? SizeClass { get; init; }

    /// <summary>The number of cylinders.</summary>
    public int? Cylinders { get; init; }

    /// <summary>The engine size in litres.</summary>
    public double? Displacement { get; init; }

    /// <summary>The driven wheels, such as <c>Front-Wheel Drive</c>.</summary>
    public string? Drive { get; init; }

    /// <summary>The transmission, such as <c>Automatic (S8)</c> or <c>Manual 6-spd</c>.</summary>
    public string? Transmission { get; init; }

    /// <summary>All fuels, such as <c>Premium or E85</c>.</summary>
    public string? FuelType { get; init; }

    /// <summary>The first fuel, such as <c>Premium Gasoline</c>, with which the consumption is measured.</summary>
    public string? Fuel { get; init; }

    /// <summary>City consumption in miles per US gallon; see <see cref="IsMpge"/>.</summary>
    public int? CityMpg { get; init; }

    /// <summary>Highway consumption in miles per US gallon; see <see cref="IsMpge"/>.</summary>
    public int? HighwayMpg { get; init; }

    /// <summary>Combined consumption (55 % city, 45 % highway) in miles per US gallon; see <see cref="IsMpge"/>.</summary>
    public int? CombinedMpg { get; init; }

    /// <summary>CO₂ from the tailpipe in grams per mile.</summary>
    public double? Co2 { get; init; }

    /// <summary>The range on one charge or filling, in miles.</summary>
    public int? Range { get; init; }

    /// <summary>The electric motor, such as <c>111 kW</c>, or the battery of a hybrid.</summary>
    public string? Motor { get; init; }

    /// <summary>Whether the engine has a turbocharger.</summary>
    public bool Turbocharged { get; init; }

    /// <summary>Whether the engine has a supercharger.</summary>
    public bool Supercharged { get; init; }

    /// <summary>The drive technology, such as <c>Hybrid</c>, <c>Plug-in Hybrid</c> or <c>EV</c>; null for a conventional engine.</summary>
    public string? Technology { get; init; }

    /// <summary>
    /// Whether the consumption is in miles per gallon equivalent (MPGe, per 33.7 kWh), as for electricity, hydrogen and natural gas;
    /// it cannot be converted to litres.
    /// </summary>
    public bool IsMpge => Fuel is "Electricity" or "Hydrogen" or "Natural Gas";
}
