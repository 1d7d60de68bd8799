using System.Text;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Loading;

/// <summary>
/// The layout of a cache file: a header of one page, a record of 32 bytes for each slot, then, from a page boundary on, the slots.
/// </summary>
internal sealed class CacheLayout
{
    // Increased whenever the same files and options give other pixels or another file format: a program never reads an older cache.
    private const int Version = 2;
    private const int Page = 4096;
    private const int RecordBytes = 32;

    /// <param name="root">The dataset's root, as a full path.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="options">How photos are prepared.</param>
    /// <param name="slotBytes">Bytes of a sample's pixels.</param>
    /// <param name="labelKey">See <see cref="SegmentationDataset.LabelKey"/>.</param>
    public CacheLayout(string root, int count, PreprocessOptions options, int slotBytes, string labelKey = "")
    {
        SlotBytes = slotBytes;

        // Not the normalization: it comes after decoding, so the same pixels are right for each.
        var description =
            $"cutline decoded {Version}\nroot {root}\nsamples {count}\n" +
            $"size {options.Width}x{options.Height}\nfit {options.Fit}\nslot {slotBytes}\n";
        if (labelKey.Length > 0) description += $"classes {ContentKey.Of(Encoding.UTF8.GetBytes(labelKey))}\n";
        Header = new byte[Page];
        var text = Encoding.UTF8.GetBytes(description);
        text.AsSpan(0, Math.Min(text.Length, Page - 64)).CopyTo(Header);
        var key = ContentKey.Of(text).ToString();
        Encoding.ASCII.GetBytes(key, Header.AsSpan(Page - 32));
        FileName = $"{key}.pixels";
        FirstSlot = (Page + (long)count * RecordBytes + Page - 1) / Page * Page;
        FileBytes = FirstSlot + (long)count * slotBytes;
    }

    /// <summary>The first bytes of every file of this layout, and of no other.</summary>
    public byte[] Header { get; }

    /// <summary>The file's name in the cache folder.</summary>
    public string FileName { get; }

    /// <summary>Bytes of a slot.</summary>
    public int SlotBytes { get; }

    /// <summary>Bytes of the whole file.</summary>
    public long FileBytes { get; }

    private long FirstSlot { get; }

    /// <summary>Where a slot's record begins.</summary>
    public static long RecordAt(int index) => Page + (long)index * RecordBytes;

    /// <summary>Where a slot's pixels begin.</summary>
    public long SlotAt(int index) => FirstSlot + (long)index * SlotBytes;
}
