namespace Cutline.Web;

/// <summary>Where the service keeps what outlives it.</summary>
internal static class StoreFolder
{
    /// <summary>A folder in the store; without one that is named, in <c>cutline</c> below the user's data folder (XDG_DATA_HOME, or ~/.local/share).</summary>
    public static string Of(string? store, string name)
    {
        if (store is not null) return Path.Combine(Path.GetFullPath(store), name);
        var home = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        var data = Path.IsPathRooted(home) ? home : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(data, "cutline", name);
    }
}
