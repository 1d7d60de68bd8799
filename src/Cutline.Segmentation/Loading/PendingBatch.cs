using System.Runtime.ExceptionServices;

namespace Cutline.Segmentation.Loading;

/// <summary>A batch that is being filled. The pipeline that it belongs to guards its counter.</summary>
internal sealed class PendingBatch : IDisposable
{
    private readonly DecodedSet set;
    private readonly Batch? batch;
    private readonly int[] indices;
    private readonly ExceptionDispatchInfo?[] failures;
    private int remaining;

    public PendingBatch(DecodedSet set, int[] indices, BatchBuffers buffers)
    {
        (this.set, this.indices, remaining) = (set, indices, indices.Length);
        failures = new ExceptionDispatchInfo?[indices.Length];
        try
        {
            var (photos, masks) = buffers.Rent(indices.Length);
            batch = new(photos, masks, indices, set.Preprocessing.Height, set.Preprocessing.Width, buffers);
        }
        catch (OutOfMemoryException e)
        {
            failures[0] = ExceptionDispatchInfo.Capture(e); // thrown to whoever takes the batch, not in a worker thread
        }
    }

    /// <summary>Whether every sample is in its place.</summary>
    public bool IsComplete => remaining == 0;

    /// <summary>
    /// Copies a sample into its place, decoding it first where necessary. An exception is kept for whoever takes the batch.
    /// </summary>
    public void Fill(int place)
    {
        if (batch is null) return;
        try
        {
            var photo = batch.Photos.AsSpan(place * set.PhotoBytes, set.PhotoBytes);
            var mask = batch.Masks.AsSpan(place * set.MaskBytes, set.MaskBytes);
            set.CopyTo(indices[place], photo, mask);
        }
        catch (Exception e)
        {
            failures[place] = ExceptionDispatchInfo.Capture(e);
        }
    }

    /// <summary>Counts one place as finished.</summary>
    /// <returns>Whether it was the last.</returns>
    public bool MarkFilled() => --remaining == 0;

    /// <summary>The finished batch; throws the first failure in order of the samples instead, if there is one.</summary>
    public Batch Result()
    {
        if (Array.Find(failures, f => f is not null) is { } failure)
        {
            Dispose();
            failure.Throw();
        }

        return batch!;
    }

    public void Dispose() => batch?.Dispose();
}
