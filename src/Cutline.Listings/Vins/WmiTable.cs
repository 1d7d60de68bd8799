using CsvHelper;

namespace Cutline.Listings.Vins;

/// <summary>The manufacturers of world manufacturer identifiers, and the countries and regions of their first characters.</summary>
/// <remarks>
/// Regions and countries follow ISO 3780. The manufacturers are common ones, from general knowledge: each row was reviewed, but compared
/// with no register, neither SAE's, which assigns the identifiers, nor the reports under 49 CFR 565.16. The table is not complete.
/// </remarks>
internal static class WmiTable
{
    private const string Order = "ABCDEFGHJKLMNPRSTUVWXYZ1234567890";

    private static readonly Dictionary<string, (string Name, bool? Light)> Manufacturers = Rows("wmi.csv").ToDictionary(
        row => row[0], row => (row[1], row[2] switch { "car" => true, "heavy" => false, _ => (bool?)null }));

    private static readonly Dictionary<string, string> Countries = Rows("countries.csv")
        .SelectMany(row => Range(row[0][1], row[0][^1]).Select(second => (Code: $"{row[0][0]}{second}", Country: row[1])))
        .ToDictionary(row => row.Code, row => row.Country);

    /// <summary>The region of position 1; null where ISO 3780 assigns none.</summary>
    internal static string? Region(char first) => first switch
    {
        >= 'A' and <= 'C' => "Africa",
        >= 'H' and <= 'R' => "Asia",
        >= 'S' and <= 'Z' => "Europe",
        >= '1' and <= '5' => "North America",
        '6' => "Oceania",
        '8' or '9' => "South America",
        _ => null,
    };

    /// <summary>The country of positions 1 and 2; null where it is not in the table.</summary>
    internal static string? Country(string vin) => Countries.GetValueOrDefault(vin[..2]);

    /// <summary>
    /// The manufacturer, and whether the identifier is for passenger cars alone; nulls where it is not in the table or unknown.
    /// </summary>
    internal static (string? Name, bool? Light) Manufacturer(string vin) =>
        Manufacturers.TryGetValue(vin[..3], out var found) ? found : (null, null);

    private static IEnumerable<char> Range(char from, char to) =>
        Order[Order.IndexOf(from, StringComparison.Ordinal)..(Order.IndexOf(to, StringComparison.Ordinal) + 1)];

    private static List<string[]> Rows(string resource)
    {
        using var text = new StreamReader(typeof(WmiTable).Assembly.GetManifestResourceStream(resource)!);
        using var csv = CsvReader.Create(text, new CsvReaderOptions { Separator = ',', HasHeader = false, CommentPrefix = '#' });
        var rows = new List<string[]>();
        while (csv.Read()) rows.Add([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]);
        return rows;
    }
}
