namespace Cutline.Segmentation.Loading;

/// <summary>Where a <see cref="DecodedSet"/> keeps its pixels.</summary>
public sealed record DecodedSetOptions
{
    /// <summary>The default of <see cref="MemoryBudget"/>: 2 GiB, which is 32,768 samples at 128×128.</summary>
    public const long DefaultMemoryBudget = 2L << 30;

    /// <summary>The most bytes that are kept in memory; a larger set is a memory-mapped file. 0 forces the file.</summary>
    public long MemoryBudget { get; init; } = DefaultMemoryBudget;

    /// <summary>The folder of cache files. They may be deleted at any time when no run uses them.</summary>
    public string CacheFolder { get; init; } = DefaultCacheFolder;

    /// <summary><c>$XDG_CACHE_HOME/cutline/decoded</c>, or <c>~/.cache/cutline/decoded</c>.</summary>
    public static string DefaultCacheFolder
    {
        get
        {
            var named = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            var cache = Path.IsPathRooted(named) ? named : Path.Combine(home, ".cache");
            return Path.Combine(cache, "cutline", "decoded");
        }
    }

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">The budget is negative, or the folder has no name.</exception>
    public void Validate()
    {
        if (MemoryBudget < 0) throw new ArgumentException($"MemoryBudget is {MemoryBudget} bytes: choose 0 or more");
        if (string.IsNullOrWhiteSpace(CacheFolder))
            throw new ArgumentException("CacheFolder is empty: name a folder, or leave it out for the default");
    }
}
