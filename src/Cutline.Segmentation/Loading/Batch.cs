using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Loading;

/// <summary>The pixels of some samples, all of one size.</summary>
public sealed class Batch : IDisposable
{
    private readonly BatchBuffers? owner;
    private byte[]? photos;
    private byte[]? masks;

    /// <param name="photos">RGB bytes (N, H, W, 3).</param>
    /// <param name="masks">Bytes (N, H, W): 0 and 1, or, of many classes, indices 0 to K - 1 and <see cref="ClassSet.Void"/>.</param>
    /// <param name="indices">The samples' indices in their dataset, N of them.</param>
    /// <param name="height">H, in pixels.</param>
    /// <param name="width">W, in pixels.</param>
    /// <exception cref="ArgumentException">An array's length does not fit the shape.</exception>
    public Batch(byte[] photos, byte[] masks, int[] indices, int height, int width) : this(photos, masks, indices, height, width, null)
    {
    }

    internal Batch(byte[] photos, byte[] masks, int[] indices, int height, int width, BatchBuffers? owner)
    {
        var pixels = (long)indices.Length * height * width;
        if (masks.Length != pixels || photos.Length != 3 * pixels)
        {
            throw new ArgumentException(
                $"{photos.Length} bytes of photos and {masks.Length} of masks do not fit {indices.Length} samples of {width}×{height}: " +
                "give N·H·W·3 and N·H·W");
        }

        (this.photos, this.masks, this.owner) = (photos, masks, owner);
        (Indices, Height, Width) = (indices, height, width);
    }

    /// <summary>RGB bytes (N, H, W, 3).</summary>
    /// <exception cref="ObjectDisposedException">The batch was disposed of: its arrays may hold another batch by now.</exception>
    public byte[] Photos => photos ?? throw new ObjectDisposedException(nameof(Batch));

    /// <summary>Bytes (N, H, W): 0 and 1, or, of many classes, indices 0 to K - 1 and <see cref="ClassSet.Void"/>.</summary>
    /// <exception cref="ObjectDisposedException">The batch was disposed of: its arrays may hold another batch by now.</exception>
    public byte[] Masks => masks ?? throw new ObjectDisposedException(nameof(Batch));

    /// <summary>The samples' indices in their dataset.</summary>
    public int[] Indices { get; }

    /// <summary>N, the number of samples.</summary>
    public int Count => Indices.Length;

    /// <summary>H, in pixels.</summary>
    public int Height { get; }

    /// <summary>W, in pixels.</summary>
    public int Width { get; }

    /// <summary>
    /// Gives the arrays back to the loader that made the batch, for another one. A batch that is not disposed of is left to the garbage
    /// collector.
    /// </summary>
    public void Dispose()
    {
        var (p, m) = (Interlocked.Exchange(ref photos, null), Interlocked.Exchange(ref masks, null));
        if (p is not null && m is not null) owner?.Return(p, m);
    }
}
