namespace Cutline.Listings;

/// <summary>The default places of facts and listings.</summary>
public static class DataFolder
{
    private const string FactsFileName = "facts.bin";

    /// <summary>
    /// The folder <c>cutline</c> in the user's data folder: <c>XDG_DATA_HOME</c> where it is set, else the system's, such as
    /// <c>~/.local/share</c>.
    /// </summary>
    public static string Default()
    {
        var home = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        if (!Path.IsPathRooted(home))
            home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(home, "cutline");
    }

    /// <summary>The path of the file of car facts in a folder.</summary>
    /// <param name="folder">The folder; null for <see cref="Default"/>.</param>
    /// <exception cref="ArgumentException">The folder's name is empty.</exception>
    public static string FactsFile(string? folder) => folder is not null && string.IsNullOrWhiteSpace(folder)
        ? throw new ArgumentException("Store is empty: name a folder, or leave it out")
        : Path.Combine(folder ?? Default(), FactsFileName);
}
