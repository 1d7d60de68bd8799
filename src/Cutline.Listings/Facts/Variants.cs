using System.Globalization;

namespace Cutline.Listings.Facts;

/// <summary>What tells several rows of one car apart.</summary>
public static class Variants
{
    private static readonly (string Name, Func<Vehicle, string?> Cell)[] Columns =
    [
        ("year", v => Text(v.Year)), ("make", v => v.Make), ("model", v => v.Model), ("engine", Engine), ("cylinders", v => Text(v.Cylinders)),
        ("litres", v => Text(v.Displacement)), ("transmission", v => v.Transmission), ("drive", v => v.Drive), ("fuel", v => v.FuelType),
    ];

    /// <summary>The columns in which the rows differ, each with a cell for each row: year, make, model, engine, cylinders, litres, transmission, drive, fuel. A cell is empty where nothing is known.</summary>
    public static IReadOnlyList<(string Column, IReadOnlyList<string> Cells)> Distinguishing(IReadOnlyList<Vehicle> rows) =>
    [
        .. from column in Columns
           let cells = rows.Select(row => column.Cell(row) ?? "").ToArray()
           where cells.Distinct().Count() > 1
           select (column.Name, (IReadOnlyList<string>)cells),
    ];

    /// <summary>All of them, whether the rows differ or not.</summary>
    public static IReadOnlyList<(string Column, IReadOnlyList<string> Cells)> All(IReadOnlyList<Vehicle> rows) =>
        [.. Columns.Select(c => (c.Name, (IReadOnlyList<string>)[.. rows.Select(row => c.Cell(row) ?? "")]))];

    private static string? Engine(Vehicle v)
    {
        string?[] parts = [v.Turbocharged ? "turbo" : null, v.Supercharged ? "supercharged" : null, v.Technology, v.Motor];
        return string.Join(", ", parts.Where(p => p is not null)) is { Length: > 0 } engine ? engine : null;
    }

    private static string? Text(IFormattable? value) => value?.ToString(value is double ? "0.0##" : null, CultureInfo.InvariantCulture);
}
