using System.Collections.Concurrent;

namespace Cutline.Listings.Storage;

/// <summary>
/// Caches entries by the time and size of their files, so that a list of thousands of listings reads changed files alone.
/// </summary>
internal sealed class EntryCache(TimeProvider time)
{
    /// <summary>
    /// A file that is younger may be replaced within one tick of the file system's clock and look the same: it is not cached.
    /// </summary>
    private static readonly TimeSpan MinAge = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<ListingId, (DateTime Written, long Bytes, ListingEntry Entry)> cache = [];

    /// <summary>The entry of a file, read where the file has changed.</summary>
    internal ListingEntry GetOrRead(ListingId id, FileInfo file, Func<ListingEntry> read)
    {
        var (written, bytes) = file.Exists ? (file.LastWriteTimeUtc, file.Length) : (DateTime.MinValue, 0);
        if (cache.TryGetValue(id, out var known) && known.Written == written && known.Bytes == bytes) return known.Entry;
        var entry = read();
        if (entry.Damage is null && time.GetUtcNow() - written > MinAge) cache[id] = (written, bytes, entry);
        return entry;
    }

    /// <summary>Evicts deleted entries.</summary>
    /// <param name="ids">The listings that exist.</param>
    internal void RemoveExcept(HashSet<ListingId> ids)
    {
        foreach (var id in cache.Keys)
            if (!ids.Contains(id)) cache.TryRemove(id, out _);
    }
}
