using System.Runtime.InteropServices;

namespace Cutline.Imaging;

/// <summary>The memory of a photo's pixels, outside of .NET's heap. Disposing it releases it.</summary>
internal abstract class PixelMemory : IDisposable
{
    /// <summary>Where the pixels begin.</summary>
    internal abstract nint Start { get; }

    public abstract void Dispose();
}

/// <summary>Memory that libvips has taken.</summary>
internal sealed class VipsPixels(nint start) : PixelMemory
{
    internal override nint Start => start;

    public override void Dispose() => NetVips.NetVips.Free(start);
}

/// <summary>Memory of our own.</summary>
internal sealed unsafe class NativePixels(long bytes) : PixelMemory
{
    internal override nint Start { get; } = (nint)NativeMemory.Alloc((nuint)bytes);

    public override void Dispose() => NativeMemory.Free((void*)Start);
}
