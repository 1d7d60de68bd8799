using System.Text;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Loading;

/// <summary>How a cache file is laid out: a page of header, a record of 32 bytes for each slot, then, from a page boundary on, the slots.</summary>
internal sealed class CacheLayout
{
    // Raised whenever the same file and options come to other pixels: an old cache then meets no new program.
    private const int Version = 1;
    private const int Page = 4096;
    private const int RecordBytes = 32;

    public CacheLayout(string root, int count, PreprocessOptions options, int slotBytes, string coding = "")
    {
        SlotBytes = slotBytes;
        // Normalisation happens after decoding: a set of pixels serves every one.
        var description = $"cutline decoded {Version}\nroot {root}\nsamples {count}\nsize {options.Width}x{options.Height}\nfit {options.Fit}\nslot {slotBytes}\n";
        if (coding.Length > 0) description += $"classes {ContentKey.Of(Encoding.UTF8.GetBytes(coding))}\n";
        Header = new byte[Page];
        var text = Encoding.UTF8.GetBytes(description);
        text.AsSpan(0, Math.Min(text.Length, Page - 64)).CopyTo(Header);
        var key = ContentKey.Of(text).ToString();
        Encoding.ASCII.GetBytes(key, Header.AsSpan(Page - 32));
        FileName = $"{key}.pixels";
        FirstSlot = (Page + (long)count * RecordBytes + Page - 1) / Page * Page;
        FileBytes = FirstSlot + (long)count * slotBytes;
    }

    /// <summary>The first bytes of a file of this layout and no other.</summary>
    public byte[] Header { get; }

    public string FileName { get; }

    public int SlotBytes { get; }

    public long FileBytes { get; }

    private long FirstSlot { get; }

    public long RecordAt(int index) => Page + (long)index * RecordBytes;

    public long SlotAt(int index) => FirstSlot + (long)index * SlotBytes;
}
