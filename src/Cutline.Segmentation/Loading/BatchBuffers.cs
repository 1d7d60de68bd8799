using System.Collections.Concurrent;

namespace Cutline.Segmentation.Loading;

/// <summary>
/// Arrays of full batches that are used again. Arrays of megabytes would otherwise be allocated for every step, and each few steps
/// would cost a full garbage collection. Thread-safe.
/// </summary>
internal sealed class BatchBuffers(int photoBytes, int maskBytes, int batchSize)
{
    private readonly ConcurrentBag<(byte[] Photos, byte[] Masks)> idle = [];

    /// <summary>Arrays for some samples, of exactly their size. The content is undefined.</summary>
    public (byte[] Photos, byte[] Masks) Rent(int samples) => samples == batchSize && idle.TryTake(out var used)
        ? used
        : (GC.AllocateUninitializedArray<byte>(samples * photoBytes), GC.AllocateUninitializedArray<byte>(samples * maskBytes));

    /// <summary>Takes arrays back; those of a smaller last batch are dropped.</summary>
    public void Return(byte[] photos, byte[] masks)
    {
        if (photos.Length == batchSize * photoBytes && masks.Length == batchSize * maskBytes) idle.Add((photos, masks));
    }
}
