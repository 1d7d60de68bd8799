namespace Cutline.Imaging.Decoding;

/// <summary>
/// Shared files that are kept for the next picture, so that their pages need not be made anew. Several threads may use it.
/// </summary>
internal sealed class SharedFiles : IDisposable
{
    /// <summary>How many are kept, and how large ones: photos of up to 5 megapixels.</summary>
    private const int Most = 2;

    private const long Largest = 16L << 20;

    private readonly LinkedList<SharedFile> kept = [];
    private bool isDisposed;

    /// <summary>One that is kept; null where there is none.</summary>
    /// <param name="number">Which one; null for any.</param>
    internal SharedFile? Take(long? number = null)
    {
        lock (kept)
        {
            var found = kept.FirstOrDefault(file => number is null || file.Number == number);
            if (found is not null) kept.Remove(found);
            return found;
        }
    }

    /// <summary>Keeps one, as the next that is taken, or releases it.</summary>
    internal void Put(SharedFile file)
    {
        lock (kept)
        {
            if (!isDisposed && file.Length <= Largest)
            {
                kept.AddFirst(file);
                if (kept.Count <= Most) return;
                file = kept.Last!.Value;
                kept.RemoveLast();
            }
        }

        file.Dispose();
    }

    /// <summary>Releases those that are kept, and from now on what is put.</summary>
    public void Dispose()
    {
        lock (kept)
        {
            isDisposed = true;
            foreach (var file in kept) file.Dispose();
            kept.Clear();
        }
    }
}
