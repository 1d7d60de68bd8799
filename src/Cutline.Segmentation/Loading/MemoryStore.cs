using System.Runtime.InteropServices;
using Cutline.Segmentation.Datasets;

namespace Cutline.Segmentation.Loading;

/// <summary>Keeps pixels in native memory, of which the operating system provides only the pages that are written to.</summary>
internal sealed unsafe class MemoryStore : PixelStore
{
    private readonly int slotBytes;
    private byte* memory;

    public MemoryStore(int count, int slotBytes)
    {
        this.slotBytes = slotBytes;
        memory = (byte*)NativeMemory.AllocZeroed((nuint)count, (nuint)slotBytes);
    }

    ~MemoryStore() => Release();

    public override string Location => "in memory";

    public override Span<byte> Slot(int index)
    {
        ObjectDisposedException.ThrowIf(memory is null, this);
        return new(memory + (long)index * slotBytes, slotBytes);
    }

    public override bool Contains(int index, ContentKey key) => false;

    public override void BeginWrite(int index)
    {
    }

    public override void EndWrite(int index, ContentKey key)
    {
    }

    public override void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        NativeMemory.Free(memory);
        memory = null;
    }
}
