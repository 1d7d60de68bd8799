namespace Cutline.Listings.Vins;

/// <summary>Who builds under which world manufacturer identifier, and which country and region its first two characters are of.</summary>
/// <remarks>
/// Regions and countries follow ISO 3780. Manufacturers are common ones, from general knowledge, gone through row by row but compared with
/// no register: neither SAE's, which keeps the identifiers, nor what makers report under 49 CFR 565.16. It is no list of all.
/// </remarks>
internal static class WmiTable
{
    private const string Order = "ABCDEFGHJKLMNPRSTUVWXYZ1234567890";

    private static readonly Dictionary<string, (string Maker, bool? Light)> Makers = Rows("wmi.csv").ToDictionary(r => r[0], r => (r[1], r[2] switch { "car" => true, "heavy" => false, _ => (bool?)null }));

    private static readonly Dictionary<string, string> Countries = Rows("countries.csv")
        .SelectMany(r => Between(r[0][1], r[0][^1]).Select(second => (Code: $"{r[0][0]}{second}", Country: r[1]))).ToDictionary(r => r.Code, r => r.Country);

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

    internal static string? Country(string vin) => Countries.GetValueOrDefault(vin[..2]);

    /// <summary>The manufacturer, and whether it builds nothing but cars under this identifier; nulls where it is not in the table.</summary>
    internal static (string? Maker, bool? Light) Maker(string vin) => Makers.TryGetValue(vin[..3], out var found) ? found : (null, null);

    private static IEnumerable<char> Between(char from, char to) => Order[Order.IndexOf(from, StringComparison.Ordinal)..(Order.IndexOf(to, StringComparison.Ordinal) + 1)];

    private static IEnumerable<string[]> Rows(string resource)
    {
        using var reader = new StreamReader(typeof(WmiTable).Assembly.GetManifestResourceStream(resource)!);
        while (reader.ReadLine() is { } line)
            if (!line.StartsWith('#')) yield return line.Split(',');
    }
}
