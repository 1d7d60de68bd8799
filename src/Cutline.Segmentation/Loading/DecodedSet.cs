using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Loading;

/// <summary>
/// A dataset at the model's input size. Each sample is decoded when it is first asked for, and not again in this run. The pixels are kept
/// in memory or, over a budget, in a memory-mapped file that later runs use again.
/// </summary>
/// <remarks>
/// In every run each sample's bytes are read and hashed once. Cached pixels are used only if they were decoded from the same bytes with the
/// same options and are intact. So every change of a file is noticed, even if its name, length and time are unchanged.
/// </remarks>
public sealed class DecodedSet : IDisposable
{
    private const int Gates = 64;

    private readonly PixelStore store;
    private readonly bool[] ready;
    private readonly Lock[] gates = [.. Enumerable.Range(0, Gates).Select(_ => new Lock())];
    private readonly string location;
    private long decoded;
    private int filled;

    /// <param name="data">The samples. The set does not dispose of it.</param>
    /// <param name="preprocess">The size of the decoded pixels, and how photos are fitted into it.</param>
    /// <param name="options">Where the pixels are kept; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="DatasetException">The set is over the memory budget, and its cache file cannot be created.</exception>
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
        var layout = new CacheLayout(Path.GetFullPath(data.Root), Count, preprocess, slotBytes, data.LabelKey);
        store = OnDisk ? MappedStore.Open(options.CacheFolder, layout) : new MemoryStore(Count, slotBytes);
        location = OnDisk
            ? $"{store.Location}, over the memory budget of {ByteSize.Text(options.MemoryBudget)}; the file may be deleted after the run"
            : store.Location;
    }

    /// <summary>The dataset that the samples come from. The set does not dispose of it.</summary>
    public SegmentationDataset Data { get; }

    /// <summary>How photos are prepared.</summary>
    public PreprocessOptions Preprocessing { get; }

    /// <summary>The number of samples.</summary>
    public int Count => Data.Samples.Count;

    /// <summary>Bytes of a photo: H·W·3.</summary>
    public int PhotoBytes => Preprocessing.Width * Preprocessing.Height * 3;

    /// <summary>Bytes of a mask: H·W.</summary>
    public int MaskBytes => Preprocessing.Width * Preprocessing.Height;

    /// <summary>Bytes of all samples. Samples in memory use it only once they are decoded.</summary>
    public long Bytes => (long)Count * (PhotoBytes + MaskBytes);

    /// <summary>Whether the pixels are in a cache file.</summary>
    public bool OnDisk { get; }

    /// <summary>The number of samples that this set has decoded, without those found in the cache file.</summary>
    public long Decoded => Interlocked.Read(ref decoded);

    /// <summary>The number of samples that are ready, decoded or found in the cache file.</summary>
    public int Filled => Volatile.Read(ref filled);

    /// <summary>One line for the user: how many samples, their size, and where they are kept.</summary>
    public string Description => $"{Count:N0} samples at {Preprocessing.Width}×{Preprocessing.Height}: {ByteSize.Text(Bytes)} {location}";

    /// <summary>Copies a sample's pixels. The first call for a sample decodes it. Thread-safe.</summary>
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

    /// <summary>
    /// Decodes samples on all processor cores, except those that are ready: for a caller that wants to wait once, at the beginning.
    /// </summary>
    /// <param name="indices">The samples; null for all.</param>
    /// <param name="progress">Receives the number of finished samples, from any thread.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="DatasetException">A sample cannot be decoded.</exception>
    public void Fill(IReadOnlyList<int>? indices = null, IProgress<DataProgress>? progress = null, CancellationToken cancel = default)
    {
        var total = indices?.Count ?? Count;
        var done = 0;
        var allCores = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel };
        try
        {
            Parallel.For(0, total, allCores, i =>
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

    /// <summary>Releases the pixels. A cache file is kept for later runs.</summary>
    public void Dispose() => store.Dispose();

    private void EnsureFilled(int index)
    {
        if (Volatile.Read(ref ready[index])) return;
        lock (gates[index % Gates])
        {
            if (ready[index]) return;
            var sample = Data.Read(index);
            if (!store.Contains(index, sample.Key)) Decode(index, sample);
            Volatile.Write(ref ready[index], true);
            Interlocked.Increment(ref filled);
        }
    }

    private void Decode(int index, Sample sample)
    {
        store.BeginWrite(index);
        var slot = store.Slot(index);
        using (var mask = sample.DecodeMask())
        {
            // The mask has the photo's native size, so that the photo itself may be reduced while it is decoded.
            var geometry = Letterbox.For(mask.Width, mask.Height, Preprocessing);
            if (Data.IsBinary) Preprocess.FillMask(mask, geometry, slot[PhotoBytes..]);
            else Preprocess.FillIndices(mask, geometry, slot[PhotoBytes..]);
            using var photo = sample.DecodePhoto((geometry.ContentWidth, geometry.ContentHeight));
            Preprocess.Fill(photo, geometry, slot[..PhotoBytes]);
        }

        store.EndWrite(index, sample.Key);
        Interlocked.Increment(ref decoded);
    }
}
