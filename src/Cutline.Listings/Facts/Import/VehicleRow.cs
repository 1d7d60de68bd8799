using System.Globalization;
using CsvHelper;

namespace Cutline.Listings.Facts.Import;

/// <summary>Converts the current row of a CSV reader to a vehicle.</summary>
internal sealed class VehicleRow
{
    private const int FirstYear = 1900, LastYear = 2100, MaxCylinders = 32, MaxTextLength = 200;
    private const double MaxLitres = 100, MaxGrams = 100_000;

    private static readonly string[] Columns =
    [
        "id", "year", "make", "model", "baseModel", "VClass", "cylinders", "displ", "drive", "trany", "fuelType", "fuelType1",
        "city08", "highway08", "comb08", "co2TailpipeGpm", "range", "evMotor", "tCharger", "sCharger", "atvType",
    ];

    private readonly CsvReader csv;
    private readonly Dictionary<string, int> indices = [];

    /// <summary>Finds the columns.</summary>
    /// <param name="csv">A reader after its header.</param>
    /// <exception cref="FactsException">Columns are missing.</exception>
    internal VehicleRow(CsvReader csv)
    {
        this.csv = csv;
        foreach (var column in Columns)
            if (csv.TryGetFieldIndex(column, out var index)) indices[column] = index;
        var missing = Columns.Where(c => !indices.ContainsKey(c)).ToArray();
        if (missing.Length > 0) throw new FactsException($"the columns {string.Join(", ", missing)} are missing");
    }

    /// <summary>Reads the current row.</summary>
    /// <exception cref="FactsException">A cell is invalid.</exception>
    internal Vehicle Read() => new()
    {
        Id = Required("id", 0, int.MaxValue),
        Year = Required("year", FirstYear, LastYear),
        Make = Text("make") ?? throw Invalid("make", ""),
        Model = Text("model") ?? throw Invalid("model", ""),
        BaseModel = Text("baseModel"),
        SizeClass = Text("VClass"),
        Drive = Text("drive"),
        Transmission = Text("trany"),
        FuelType = Text("fuelType"),
        Fuel = Text("fuelType1"),
        Motor = Text("evMotor"),
        Technology = Text("atvType"),
        Cylinders = Count("cylinders", MaxCylinders),
        Displacement = Number("displ", MaxLitres) is > 0 and var litres ? litres : null,
        CityMpg = Count("city08"),
        HighwayMpg = Count("highway08"),
        CombinedMpg = Count("comb08"),
        Range = Count("range"),
        Co2 = Number("co2TailpipeGpm", MaxGrams) is >= 0 and var grams ? grams : null,
        Turbocharged = Text("tCharger") == "T",
        Supercharged = Text("sCharger") == "S",
    };

    /// <summary>The text of a cell; null where it is empty, NA or TBD.</summary>
    private string? Text(string column)
    {
        var text = csv.GetString(indices[column]).Trim();
        if (text.Length > MaxTextLength) throw new FactsException($"line {csv.LineNumber}: the {column} has {text.Length} characters");
        return text is "" or "NA" or "TBD" ? null : text;
    }

    private double? Number(string column, double max)
    {
        if (Text(column) is not { } text) return null;
        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        return isNumber && number <= max ? number : throw Invalid(column, text);
    }

    /// <summary>A whole number above 0; the file writes 0 for an unknown value.</summary>
    private int? Count(string column, int max = ushort.MaxValue - 1) =>
        Number(column, max) is > 0 and var number ? (int)Math.Round(number) : null;

    private int Required(string column, int min, int max)
    {
        var isNumber = int.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return isNumber && number >= min && number <= max ? number : throw Invalid(column, Text(column) ?? "");
    }

    private FactsException Invalid(string column, string text) => new($"line {csv.LineNumber}: '{text}' is not a valid {column}");
}
