using Cutline.Web.Configuration;

namespace Cutline.Web.Sharing;

/// <summary>
/// The memory that requests may use: a part for uploads, so that they cannot take what work needs, and a part for work and its results,
/// which count until they are sent. Thread-safe.
/// </summary>
internal sealed class MemoryBudget
{
    /// <summary>
    /// What the program needs between requests, its models included: measured by <c>benchmarks/cost.py</c>, rounded up.
    /// </summary>
    public const long Program = 448L << 20;

    /// <summary>The share of the rest that uploads may take.</summary>
    private const int UploadShare = 4;

    private readonly Lock gate = new();
    private long uploads, work;

    public MemoryBudget(ServeOptions options)
    {
        var requests = Math.Max(0, options.MemoryBytes - Program);
        MostUploads = requests / UploadShare;
        MostWork = requests - MostUploads;
    }

    /// <summary>Bytes for uploads: those that arrive, and those whose photo waits or is cut.</summary>
    public long MostUploads { get; }

    /// <summary>Bytes for photos that are cut, and for results until they are sent.</summary>
    public long MostWork { get; }

    /// <summary>Raised when bytes for work were given back.</summary>
    public event Action? Freed;

    /// <summary>Takes bytes for an upload.</summary>
    /// <returns>Whether so many were free.</returns>
    public bool TakeUpload(long bytes)
    {
        lock (gate)
        {
            if (uploads + bytes > MostUploads) return false;
            uploads += bytes;
            return true;
        }
    }

    /// <summary>Takes bytes for work.</summary>
    /// <returns>Whether so many were free.</returns>
    public bool TakeWork(long bytes)
    {
        lock (gate)
        {
            if (work + bytes > MostWork) return false;
            work += bytes;
            return true;
        }
    }

    /// <summary>Takes or gives back bytes of a result whose size is known now; it exists, so it counts also beyond the limit.</summary>
    public void ChangeWork(long bytes)
    {
        lock (gate) work += bytes;
        if (bytes < 0) Freed?.Invoke();
    }

    public void ReturnUpload(long bytes)
    {
        lock (gate) uploads -= bytes;
    }
}
