using System.Globalization;
using CsvHelper;

namespace Cutline.Listings.Facts.Import;

/// <summary>The row that a reader stands on, as a vehicle.</summary>
internal sealed class VehicleRow
{
    private const int FirstYear = 1900, LastYear = 2100, MostCylinders = 32, MostText = 200;
    private const double MostLitres = 100, MostGrams = 100_000;

    private static readonly string[] Columns =
    [
        "id", "year", "make", "model", "baseModel", "VClass", "cylinders", "displ", "drive", "trany", "fuelType", "fuelType1",
        "city08", "highway08", "comb08", "co2TailpipeGpm", "range", "evMotor", "tCharger", "sCharger", "atvType",
    ];

    private readonly CsvReader csv;
    private readonly Dictionary<string, int> places = [];

    /// <param name="csv">Its header is read.</param>
    /// <exception cref="FactsException">Columns are missing.</exception>
    internal VehicleRow(CsvReader csv)
    {
        this.csv = csv;
        foreach (var column in Columns)
            if (csv.TryGetFieldIndex(column, out var at)) places[column] = at;
        var missing = Columns.Where(c => !places.ContainsKey(c)).ToArray();
        if (missing.Length > 0) throw new FactsException($"the columns {string.Join(", ", missing)} are missing");
    }

    /// <exception cref="FactsException">A cell is not what its column holds.</exception>
    internal Vehicle Read() => new()
    {
        Id = Needed("id", 0, int.MaxValue), Year = Needed("year", FirstYear, LastYear),
        Make = Text("make") ?? throw Wrong("make", ""), Model = Text("model") ?? throw Wrong("model", ""),
        BaseModel = Text("baseModel"), SizeClass = Text("VClass"), Drive = Text("drive"), Transmission = Text("trany"),
        FuelType = Text("fuelType"), Fuel = Text("fuelType1"), Motor = Text("evMotor"), Technology = Text("atvType"),
        Cylinders = Count("cylinders", MostCylinders), Displacement = Number("displ", MostLitres) is > 0 and var litres ? litres : null,
        CityMpg = Count("city08"), HighwayMpg = Count("highway08"), CombinedMpg = Count("comb08"), Range = Count("range"),
        Co2 = Number("co2TailpipeGpm", MostGrams) is >= 0 and var grams ? grams : null,
        Turbocharged = Text("tCharger") == "T", Supercharged = Text("sCharger") == "S",
    };

    /// <summary>A cell's text; null where it is empty or says that nothing is known.</summary>
    private string? Text(string column)
    {
        var text = csv.GetString(places[column]).Trim();
        if (text.Length > MostText) throw new FactsException($"line {csv.LineNumber}: the {column} has {text.Length} characters");
        return text is "" or "NA" or "TBD" ? null : text;
    }

    private double? Number(string column, double most)
    {
        if (Text(column) is not { } text) return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number <= most ? number : throw Wrong(column, text);
    }

    /// <summary>A whole number above 0; the file writes 0 for what is not known.</summary>
    private int? Count(string column, int most = ushort.MaxValue - 1) => Number(column, most) is > 0 and var number ? (int)Math.Round(number) : null;

    private int Needed(string column, int least, int most) =>
        int.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : throw Wrong(column, Text(column) ?? "");

    private FactsException Wrong(string column, string text) => new($"line {csv.LineNumber}: '{text}' is no {column}");
}
