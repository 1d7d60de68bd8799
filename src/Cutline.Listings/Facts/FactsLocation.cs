namespace Cutline.Listings.Facts;

/// <summary>Where the facts lie: one file in a data folder.</summary>
public static class FactsLocation
{
    private const string Name = "facts.bin";

    /// <summary>The file in a folder; without one, below the user's data folder (XDG_DATA_HOME, or ~/.local/share).</summary>
    public static string In(string? folder) => Path.Combine(folder ?? Default(), Name);

    private static string Default()
    {
        var home = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        var data = Path.IsPathRooted(home) ? home : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(data, "cutline");
    }
}
