using System.Globalization;

namespace Cutline.Listings.Facts;

/// <summary>The source of a fact.</summary>
/// <param name="File">The imported file's name or address.</param>
/// <param name="Date">The file's own date.</param>
/// <param name="Row">The id of the row in the file.</param>
public sealed record FactSource(string File, DateOnly Date, int Row)
{
    /// <summary>The source as a listing prints it, such as <c>fueleconomy.gov, row 13 of vehicles.csv of 2024-05-06</c>.</summary>
    public override string ToString()
    {
        var name = File[(File.LastIndexOf('/') + 1)..];
        return string.Create(CultureInfo.InvariantCulture, $"fueleconomy.gov, row {Row} of {name} of {Date:yyyy-MM-dd}");
    }
}
