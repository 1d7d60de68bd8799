namespace Cutline.Imaging.Decoding;

/// <summary>
/// Reads pictures: in this process, as <see cref="Photo"/> does (<see cref="InProcess"/>), or in child processes
/// (<see cref="DecoderPool"/>). Several threads may use one.
/// </summary>
public abstract class PhotoDecoder : IDisposable
{
    /// <summary>Decodes in this process. A decode that has begun ends by itself alone.</summary>
    public static PhotoDecoder InProcess { get; } = new InProcessDecoder();

    /// <summary>Reads a picture's header.</summary>
    /// <param name="bytes">The content of the file.</param>
    /// <param name="limits">Null for <see cref="PhotoLimits.Default"/>.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <exception cref="PhotoException">It is no picture, over the limits, or takes more memory or time than its size needs.</exception>
    /// <exception cref="DecoderException">There is no process to decode it.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public abstract PhotoInfo Probe(
        ReadOnlyMemory<byte> bytes, PhotoLimits? limits = null, string? name = null, CancellationToken cancel = default);

    /// <summary>Decodes a picture.</summary>
    /// <param name="options">Null for <see cref="PhotoLoad.Default"/>.</param>
    /// <inheritdoc cref="Probe"/>
    public abstract Photo Load(
        ReadOnlyMemory<byte> bytes, PhotoLoad? options = null, string? name = null, CancellationToken cancel = default);

    /// <summary>
    /// Decodes a mask as it is stored, as <see cref="Photo.LoadIndices(ReadOnlyMemory{byte}, PhotoLimits?, string?)"/> does.
    /// </summary>
    /// <inheritdoc cref="Probe"/>
    public abstract Photo LoadIndices(
        ReadOnlyMemory<byte> bytes, PhotoLimits? limits = null, string? name = null, CancellationToken cancel = default);

    /// <summary>Reads a picture's header on another thread.</summary>
    /// <inheritdoc cref="Probe"/>
    public virtual Task<PhotoInfo> ProbeAsync(
        ReadOnlyMemory<byte> bytes, PhotoLimits? limits = null, string? name = null, CancellationToken cancel = default) =>
        Task.Run(() => Probe(bytes, limits, name, cancel), cancel);

    /// <summary>Decodes a picture on another thread.</summary>
    /// <inheritdoc cref="Load"/>
    public virtual Task<Photo> LoadAsync(
        ReadOnlyMemory<byte> bytes, PhotoLoad? options = null, string? name = null, CancellationToken cancel = default) =>
        Task.Run(() => Load(bytes, options, name, cancel), cancel);

    /// <summary>Ends the processes, if there are any.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the decoder holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    private sealed class InProcessDecoder : PhotoDecoder
    {
        public override PhotoInfo Probe(
            ReadOnlyMemory<byte> bytes, PhotoLimits? limits = null, string? name = null, CancellationToken cancel = default)
        {
            cancel.ThrowIfCancellationRequested();
            return Photo.Probe(bytes, limits, name);
        }

        public override Photo Load(
            ReadOnlyMemory<byte> bytes, PhotoLoad? options = null, string? name = null, CancellationToken cancel = default)
        {
            cancel.ThrowIfCancellationRequested();
            return Photo.Load(bytes, options, name);
        }

        public override Photo LoadIndices(
            ReadOnlyMemory<byte> bytes, PhotoLimits? limits = null, string? name = null, CancellationToken cancel = default)
        {
            cancel.ThrowIfCancellationRequested();
            return Photo.LoadIndices(bytes, limits, name);
        }
    }
}
