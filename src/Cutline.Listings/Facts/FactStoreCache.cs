namespace Cutline.Listings.Facts;

/// <summary>Opens a store of facts once and reopens it when its file changes. Safe for concurrent use.</summary>
/// <param name="path">The store's file.</param>
public sealed class FactStoreCache(string path)
{
    private readonly Lock gate = new();
    private (DateTime Written, long Bytes) stamp;
    private FactStore? store;
    private FactsException? error;

    /// <summary>The facts as the file has them now.</summary>
    /// <exception cref="FactsException">There is no file, or it cannot be read.</exception>
    public FactStore Store
    {
        get
        {
            lock (gate)
            {
                var now = Stamp();
                if (now != stamp || (store is null && error is null)) (stamp, store, error) = Opened(now);
                return store ?? throw new FactsException(error!.Message, error, error.Fault);
            }
        }
    }

    private ((DateTime, long) Stamp, FactStore? Store, FactsException? Error) Opened((DateTime, long) now)
    {
        try
        {
            var opened = FactStore.Open(path);
            opened.Prepare();
            return (now, opened, null);
        }
        catch (FactsException e)
        {
            return (now, null, e);
        }
    }

    private (DateTime Written, long Bytes) Stamp() =>
        new FileInfo(path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;
}
