using System.Globalization;

namespace Cutline.Listings.Facts;

/// <summary>
/// The columns that tell the variants of a car apart: year, make, model, engine, cylinders, litres, transmission, drive, fuel.
/// </summary>
public static class Variants
{
    private static readonly (string Name, Func<Vehicle, string?> Cell)[] Columns =
    [
        ("year", v => Text(v.Year)), ("make", v => v.Make), ("model", v => v.Model), ("engine", Engine),
        ("cylinders", v => Text(v.Cylinders)), ("litres", v => Text(v.Displacement)), ("transmission", v => v.Transmission),
        ("drive", v => v.Drive), ("fuel", v => v.FuelType),
    ];

    /// <summary>The columns in which the rows differ, each with a cell for each row; a cell is empty where the value is unknown.</summary>
    public static IReadOnlyList<(string Column, IReadOnlyList<string> Cells)> Distinguishing(IReadOnlyList<Vehicle> rows) =>
        [.. All(rows).Where(column => column.Cells.Distinct().Count() > 1)];

    /// <summary>All columns, each with a cell for each row; a cell is empty where the value is unknown.</summary>
    public static IReadOnlyList<(string Column, IReadOnlyList<string> Cells)> All(IReadOnlyList<Vehicle> rows) =>
        [.. Columns.Select(c => (c.Name, (IReadOnlyList<string>)[.. rows.Select(row => c.Cell(row) ?? "")]))];

    private static string? Engine(Vehicle v)
    {
        string?[] parts = [v.Turbocharged ? "turbo" : null, v.Supercharged ? "supercharged" : null, v.Technology, v.Motor];
        return string.Join(", ", parts.Where(p => p is not null)) is { Length: > 0 } engine ? engine : null;
    }

    private static string? Text(IFormattable? value) => value?.ToString(value is double ? "0.0##" : null, CultureInfo.InvariantCulture);
}
