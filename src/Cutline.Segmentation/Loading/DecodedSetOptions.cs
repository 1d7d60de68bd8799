namespace Cutline.Segmentation.Loading;

/// <summary>Where decoded pixels are kept.</summary>
public sealed record DecodedSetOptions
{
    /// <summary>The default of <see cref="MemoryBudget"/>: 2 GiB, which is 32,768 samples at 128×128.</summary>
    public const long DefaultMemoryBudget = 2L << 30;

    /// <summary>Bytes up to which a set stays in memory; a larger one is a memory-mapped file. 0 forces the file.</summary>
    public long MemoryBudget { get; init; } = DefaultMemoryBudget;

    /// <summary>The folder of cache files. Everything in it may be deleted at any time but while a run reads it.</summary>
    public string CacheFolder { get; init; } = DefaultCacheFolder;

    /// <summary><c>$XDG_CACHE_HOME/cutline/decoded</c>, or <c>~/.cache/cutline/decoded</c>.</summary>
    public static string DefaultCacheFolder
    {
        get
        {
            var named = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            var cache = Path.IsPathRooted(named) ? named : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            return Path.Combine(cache, "cutline", "decoded");
        }
    }

    /// <exception cref="ArgumentException">The budget is negative, or the folder has no name.</exception>
    public void Validate()
    {
        if (MemoryBudget < 0) throw new ArgumentException($"a memory budget of {MemoryBudget} bytes is none: choose 0 or more");
        if (string.IsNullOrWhiteSpace(CacheFolder)) throw new ArgumentException("the cache folder has no name: leave it out for the default");
    }
}
