using Cutline.Segmentation.Datasets;

namespace Cutline.Segmentation.Loading;

/// <summary>Room for every sample's decoded pixels. Reading and writing different slots at once is safe.</summary>
internal abstract class PixelStore : IDisposable
{
    /// <summary>Where the pixels are, for people.</summary>
    public abstract string Place { get; }

    /// <summary>The pixels of a slot.</summary>
    public abstract Span<byte> Slot(int index);

    /// <summary>Whether the slot holds the pixels that this content was decoded to, whole, from an earlier run.</summary>
    public abstract bool Holds(int index, ContentKey key);

    /// <summary>Says that the slot is about to be overwritten.</summary>
    public abstract void Begin(int index);

    /// <summary>Says that the slot now holds the pixels of this content.</summary>
    public abstract void Commit(int index, ContentKey key);

    public abstract void Dispose();
}
