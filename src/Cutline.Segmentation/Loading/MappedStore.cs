using System.IO.Hashing;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using Cutline.Segmentation.Datasets;

namespace Cutline.Segmentation.Loading;

/// <summary>
/// Keeps pixels in a memory-mapped file that later runs use again. After a header follows a record for each slot, with the key of the
/// content that was decoded and a checksum of the pixels. A slot is valid only when both are right: content that changed, a run that was
/// killed while it wrote and a damaged disk have no other effect than that the slot is decoded again.
/// </summary>
internal sealed unsafe class MappedStore : PixelStore
{
    private readonly CacheLayout layout;
    private readonly FileStream file;
    private readonly MemoryMappedFile map;
    private readonly MemoryMappedViewAccessor view;
    private byte* memory;

    private MappedStore(FileStream file, CacheLayout layout)
    {
        this.file = file;
        this.layout = layout;
        map = MemoryMappedFile.CreateFromFile(
            file, null, layout.FileBytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        view = map.CreateViewAccessor(0, layout.FileBytes);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref memory);
        memory += view.PointerOffset;
    }

    public override string Location => $"in {file.Name}";

    /// <summary>
    /// Opens the cache file of this layout, or creates it. Where another process has it open, a private file is created instead.
    /// </summary>
    /// <exception cref="DatasetException">The folder cannot be written, or the disk is full.</exception>
    public static MappedStore Open(string folder, CacheLayout layout)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new(CacheFile.Open(Path.Combine(folder, layout.FileName), layout), layout);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(
                $"decoded photos need {ByteSize.Text(layout.FileBytes)} in {folder}, where they cannot be written: free space there, " +
                $"set XDG_CACHE_HOME to another disk, or raise the memory budget ({e.Message})", e);
        }
    }

    public override Span<byte> Slot(int index)
    {
        ObjectDisposedException.ThrowIf(memory is null, this);
        return new(memory + layout.SlotAt(index), layout.SlotBytes);
    }

    public override bool Contains(int index, ContentKey key)
    {
        var record = Record(index);
        return record.Key == key && record.Checksum == Checksum(index, key);
    }

    public override void BeginWrite(int index) => Record(index) = default;

    public override void EndWrite(int index, ContentKey key) => Record(index) = new(key, Checksum(index, key));

    public override void Dispose()
    {
        if (memory is not null) view.SafeMemoryMappedViewHandle.ReleasePointer();
        memory = null;
        view.Dispose();
        map.Dispose();
        file.Dispose();
    }

    // Content and slot are part of the seed, so that pixels under the wrong record are not valid either.
    private ulong Checksum(int index, ContentKey key) => XxHash3.HashToUInt64(Slot(index), (long)(ulong)key.Value ^ index);

    private ref SlotRecord Record(int index)
    {
        ObjectDisposedException.ThrowIf(memory is null, this);
        return ref Unsafe.AsRef<SlotRecord>(memory + CacheLayout.RecordAt(index));
    }

    private readonly record struct SlotRecord(ContentKey Key, ulong Checksum);
}
