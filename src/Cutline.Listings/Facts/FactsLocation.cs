namespace Cutline.Listings.Facts;

/// <summary>Where the facts lie: one file in a data folder.</summary>
public static class FactsLocation
{
    private const string Name = "facts.bin";

    /// <summary>The file in a folder; without one, in <see cref="DataFolder.Default"/>.</summary>
    public static string In(string? folder) => Path.Combine(folder ?? DataFolder.Default(), Name);
}
