using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using Cutline.Segmentation.Datasets;

namespace Cutline.Segmentation.Loading;

/// <summary>
/// Pixels in a memory-mapped file that later runs find again. Behind a header comes a record for each slot, with the key of
/// the content that was decoded and a checksum of the pixels; a slot counts only when both are right, so that content that
/// changed, a run that was killed while writing and a damaged disk all just mean decoding that slot again.
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
        map = MemoryMappedFile.CreateFromFile(file, null, layout.FileBytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        view = map.CreateViewAccessor(0, layout.FileBytes);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref memory);
        memory += view.PointerOffset;
    }

    public override string Place => $"in {file.Name}";

    /// <summary>Opens the cache file of this layout, or makes it; another process's is left alone, and a private one used.</summary>
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
                $"decoded photos need {DecodedSet.Size(layout.FileBytes)} in {folder}, which cannot be had: free space there, " +
                $"set XDG_CACHE_HOME to another disk, or raise the memory budget ({e.Message})", e);
        }
    }

    public override Span<byte> Slot(int index)
    {
        ObjectDisposedException.ThrowIf(memory is null, this);
        return new(memory + layout.SlotAt(index), layout.SlotBytes);
    }

    public override bool Holds(int index, ContentKey key)
    {
        var record = Record(index);
        return record.Key == key && record.Sum == Sum(index, key);
    }

    public override void Begin(int index) => Record(index) = default;

    public override void Commit(int index, ContentKey key) => Record(index) = new(key, Sum(index, key));

    public override void Dispose()
    {
        if (memory is not null) view.SafeMemoryMappedViewHandle.ReleasePointer();
        memory = null;
        view.Dispose();
        map.Dispose();
        file.Dispose();
    }

    private ulong Sum(int index, ContentKey key) => Checksum.Of(Slot(index), (ulong)key.Value ^ (ulong)index);

    private ref SlotRecord Record(int index)
    {
        ObjectDisposedException.ThrowIf(memory is null, this);
        return ref Unsafe.AsRef<SlotRecord>(memory + layout.RecordAt(index));
    }

    private readonly record struct SlotRecord(ContentKey Key, ulong Sum);
}
