namespace Cutline.Listings;

/// <summary>Where facts and listings lie when nothing else is said.</summary>
public static class DataFolder
{
    /// <summary><c>cutline</c> below the user's data folder: XDG_DATA_HOME, or ~/.local/share.</summary>
    public static string Default()
    {
        var home = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        var data = Path.IsPathRooted(home) ? home : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(data, "cutline");
    }
}
