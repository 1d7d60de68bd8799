namespace Cutline.Listings.Facts;

/// <summary>The facts, opened once and kept; opened again when their file is another. May be asked from several threads.</summary>
/// <param name="path">The file, such as <see cref="FactsLocation.In"/> names.</param>
public sealed class KeptFacts(string path)
{
    private readonly Lock gate = new();
    private (DateTime Written, long Bytes) stamp;
    private FactStore? store;
    private FactsException? fault;

    /// <summary>The facts as they are now.</summary>
    /// <exception cref="FactsException">There are none, or they cannot be read.</exception>
    public FactStore Store
    {
        get
        {
            lock (gate)
            {
                var now = Stamp();
                if (now != stamp || (store is null && fault is null)) (stamp, store, fault) = Opened(now);
                return store ?? throw new FactsException(fault!.Message, fault, fault.Fault);
            }
        }
    }

    private ((DateTime, long) Stamp, FactStore? Store, FactsException? Fault) Opened((DateTime, long) now)
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

    private (DateTime Written, long Bytes) Stamp() => new FileInfo(path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;
}
