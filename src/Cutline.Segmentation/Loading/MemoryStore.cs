using System.Runtime.InteropServices;
using Cutline.Segmentation.Datasets;

namespace Cutline.Segmentation.Loading;

/// <summary>Pixels in native memory, of which the system provides only what is written to; gone with the process.</summary>
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

    public override string Place => "in memory";

    public override Span<byte> Slot(int index)
    {
        ObjectDisposedException.ThrowIf(memory is null, this);
        return new(memory + (long)index * slotBytes, slotBytes);
    }

    public override bool Holds(int index, ContentKey key) => false;

    public override void Begin(int index)
    {
    }

    public override void Commit(int index, ContentKey key)
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
