using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Loading;

/// <summary>
/// A dataset at the model's size: each sample is decoded when it is first asked for, and never again in this run.
/// The pixels stay in memory, or, over a budget, in a memory-mapped file that later runs find again.
/// </summary>
/// <remarks>
/// A file's place in the cache says nothing about its content: in every run each sample's bytes are read and hashed once,
/// and cached pixels serve only when they were decoded from the same bytes, with the same options, and are whole.
/// So no change goes unnoticed, also none under an unchanged name, length and time.
/// </remarks>
public sealed class DecodedSet : IDisposable
{
    private const int Gates = 64;

    private readonly PixelStore store;
    private readonly bool[] ready;
    private readonly Lock[] gates = [.. Enumerable.Range(0, Gates).Select(_ => new Lock())];
    private readonly string place;
    private long decoded;
    private int filled;

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="DatasetException">The set is over the budget, and its cache file cannot be made.</exception>
    public DecodedSet(SegmentationDataset data, PreprocessOptions preprocess, DecodedSetOptions? options = null)
    {
        options ??= new();
        options.Validate();
        preprocess.Validate();
        Data = data;
        Preprocessing = preprocess;
        ready = new bool[Count];
        var slotBytes = PhotoBytes + MaskBytes;
        OnDisk = Bytes > options.MemoryBudget;
        store = OnDisk
            ? MappedStore.Open(options.CacheFolder, new CacheLayout(Path.GetFullPath(data.Root), Count, preprocess, slotBytes, data.LabelKey))
            : new MemoryStore(Count, slotBytes);
        place = OnDisk
            ? $"{store.Place}, over the memory budget of {Size(options.MemoryBudget)}; the file may be deleted after the run"
            : store.Place;
    }

    /// <summary>Where samples come from; it remains its owner's to dispose of.</summary>
    public SegmentationDataset Data { get; }

    public PreprocessOptions Preprocessing { get; }

    public int Count => Data.Samples.Count;

    /// <summary>Bytes of a photo: H·W·3.</summary>
    public int PhotoBytes => Preprocessing.Width * Preprocessing.Height * 3;

    /// <summary>Bytes of a mask: H·W.</summary>
    public int MaskBytes => Preprocessing.Width * Preprocessing.Height;

    /// <summary>Bytes of all samples; those in memory take room only once they are decoded.</summary>
    public long Bytes => (long)Count * (PhotoBytes + MaskBytes);

    /// <summary>Whether the pixels are in a cache file.</summary>
    public bool OnDisk { get; }

    /// <summary>Samples that this set decoded: those found in the cache file do not count.</summary>
    public long Decoded => Interlocked.Read(ref decoded);

    /// <summary>Samples that need no decoding any more.</summary>
    public int Filled => Volatile.Read(ref filled);

    /// <summary>One line: how many samples, how much room, where.</summary>
    public string Description => $"{Count:N0} samples at {Preprocessing.Width}×{Preprocessing.Height}: {Size(Bytes)} {place}";

    /// <summary>Copies a sample's pixels; the first time it is asked for, decodes it. Thread-safe.</summary>
    /// <param name="index">The sample's index in <see cref="Data"/>.</param>
    /// <param name="photo">Receives (H, W, 3).</param>
    /// <param name="mask">Receives (H, W): 0 and 1, or, of many classes, indices and <see cref="ClassSet.Void"/>.</param>
    /// <exception cref="DatasetException">It cannot be decoded; the message names the file and the repair.</exception>
    public void CopyTo(int index, Span<byte> photo, Span<byte> mask)
    {
        EnsureFilled(index);
        var slot = store.Slot(index);
        slot[..PhotoBytes].CopyTo(photo);
        slot[PhotoBytes..].CopyTo(mask);
    }

    /// <summary>Decodes samples on all cores, if they are not yet: for those who want to wait once, before they start.</summary>
    /// <param name="indices">Null for all.</param>
    /// <exception cref="DatasetException">One cannot be decoded.</exception>
    public void Fill(IReadOnlyList<int>? indices = null, IProgress<DataProgress>? progress = null, CancellationToken cancel = default)
    {
        var total = indices?.Count ?? Count;
        var done = 0;
        try
        {
            Parallel.For(0, total, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel }, i =>
            {
                EnsureFilled(indices?[i] ?? i);
                progress?.Report(new(Interlocked.Increment(ref done), total));
            });
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions.OfType<DatasetException>().FirstOrDefault() is { } first)
        {
            throw new DatasetException(first.Message, e);
        }
    }

    /// <summary>Releases the pixels; a cache file stays for later runs.</summary>
    public void Dispose() => store.Dispose();

    /// <summary>A number of bytes for people: 1.5 GiB.</summary>
    internal static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 => $"{bytes / (double)(1L << 30):0.0} GiB",
        >= 1L << 20 => $"{bytes / (double)(1L << 20):0.0} MiB",
        _ => $"{bytes / 1024.0:0.0} KiB",
    };

    private void EnsureFilled(int index)
    {
        if (Volatile.Read(ref ready[index])) return;
        lock (gates[index % Gates])
        {
            if (ready[index]) return;
            var sample = Data.Read(index);
            if (!store.Holds(index, sample.Key)) Decode(index, sample);
            Volatile.Write(ref ready[index], true);
            Interlocked.Increment(ref filled);
        }
    }

    private void Decode(int index, Sample sample)
    {
        store.Begin(index);
        var slot = store.Slot(index);
        using (var mask = sample.DecodeMask())
        {
            // The mask has the photo's native size, so the photo itself may be reduced while it is decoded.
            var geometry = Letterbox.For(mask.Width, mask.Height, Preprocessing);
            if (Data.IsBinary) Preprocess.FillMask(mask, geometry, slot[PhotoBytes..]);
            else Preprocess.FillIndices(mask, geometry, slot[PhotoBytes..]);
            using var photo = sample.DecodePhoto((geometry.ContentWidth, geometry.ContentHeight));
            Preprocess.Fill(photo, geometry, slot[..PhotoBytes]);
        }

        store.Commit(index, sample.Key);
        Interlocked.Increment(ref decoded);
    }
}
