using System.Collections.Concurrent;

namespace Cutline.Listings.Storage;

/// <summary>Lines of the list by the files they were read from, so that thousands of files are not read again for each look at the list.</summary>
internal sealed class SeenEntries(TimeProvider time)
{
    /// <summary>A file that is younger may be replaced within the tick of the disk's clock, and look the same.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<ListingId, (DateTime Written, long Bytes, ListingEntry Entry)> seen = [];

    internal ListingEntry Entry(ListingId id, FileInfo file, Func<ListingEntry> read)
    {
        var (written, bytes) = file.Exists ? (file.LastWriteTimeUtc, file.Length) : (DateTime.MinValue, 0);
        if (seen.TryGetValue(id, out var known) && known.Written == written && known.Bytes == bytes) return known.Entry;
        var entry = read();
        if (entry.Damage is null && time.GetUtcNow() - written > Settled) seen[id] = (written, bytes, entry);
        return entry;
    }

    /// <summary>Forgets what is no more.</summary>
    internal void Keep(HashSet<ListingId> ids)
    {
        foreach (var id in seen.Keys)
            if (!ids.Contains(id)) seen.TryRemove(id, out _);
    }
}
