using System.Globalization;

namespace Cutline.Listings.Facts;

/// <summary>Where a fact comes from.</summary>
/// <param name="File">The file that was imported: its name or address.</param>
/// <param name="Date">The file's own date.</param>
/// <param name="Row">The row's id in it.</param>
public sealed record FactSource(string File, DateOnly Date, int Row)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"fueleconomy.gov, row {Row} of {File[(File.LastIndexOf('/') + 1)..]} of {Date:yyyy-MM-dd}");
}
