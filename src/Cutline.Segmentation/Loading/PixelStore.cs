using Cutline.Segmentation.Datasets;

namespace Cutline.Segmentation.Loading;

/// <summary>
/// Holds the decoded pixels of every sample, each in a slot of its own. Different slots may be read and written at the same time.
/// </summary>
internal abstract class PixelStore : IDisposable
{
    /// <summary>Where the pixels are, as shown to the user.</summary>
    public abstract string Location { get; }

    /// <summary>The pixels of a slot.</summary>
    public abstract Span<byte> Slot(int index);

    /// <summary>Whether an earlier run left in the slot the intact pixels of this content.</summary>
    public abstract bool Contains(int index, ContentKey key);

    /// <summary>Marks the slot as invalid, before it is overwritten.</summary>
    public abstract void BeginWrite(int index);

    /// <summary>Marks the slot as holding the pixels of this content.</summary>
    public abstract void EndWrite(int index, ContentKey key);

    public abstract void Dispose();
}
