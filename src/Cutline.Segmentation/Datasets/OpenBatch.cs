using System.Runtime.ExceptionServices;
using Cutline.Torch;

namespace Cutline.Segmentation.Datasets;

/// <summary>A batch in the making. Its counting is guarded by the line it is on.</summary>
internal sealed class OpenBatch : IDisposable
{
    private readonly DecodedSet set;
    private readonly int[] indices;
    private readonly Batch? batch;
    private readonly ExceptionDispatchInfo?[] failures;
    private int left;

    public OpenBatch(DecodedSet set, int[] indices)
    {
        (this.set, this.indices, left) = (set, indices, indices.Length);
        failures = new ExceptionDispatchInfo?[indices.Length];
        try
        {
            batch = Allocate();
        }
        catch (Exception e)
        {
            failures[0] = ExceptionDispatchInfo.Capture(e); // thrown where the batch is taken
        }
    }

    public bool IsWhole => left == 0;

    /// <summary>Puts a sample in its place; a failure is kept for whoever takes the batch.</summary>
    public void Put(int place)
    {
        if (batch is null) return;
        try
        {
            var photo = batch.Photos.Bytes.Slice(place * set.PhotoBytes, set.PhotoBytes);
            var mask = batch.Masks.Bytes.Slice(place * set.MaskBytes, set.MaskBytes);
            set.CopyTo(indices[place], photo, mask);
        }
        catch (Exception e)
        {
            failures[place] = ExceptionDispatchInfo.Capture(e);
        }
    }

    /// <summary>Counts a place as done.</summary>
    /// <returns>Whether it was the last.</returns>
    public bool Done() => --left == 0;

    /// <summary>Hands the batch over, or throws the first failure in order.</summary>
    public Batch Finish()
    {
        if (Array.Find(failures, f => f is not null) is { } failure)
        {
            Dispose();
            failure.Throw();
        }

        return batch!;
    }

    public void Dispose() => batch?.Dispose();

    private Batch Allocate()
    {
        var (n, height, width) = (indices.Length, set.Preprocessing.Height, set.Preprocessing.Width);
        var photos = TensorScope.Detach(Tensor.Empty([n, height, width, 3], DType.UInt8));
        try
        {
            return new(photos, TensorScope.Detach(Tensor.Empty([n, height, width], DType.UInt8)), indices);
        }
        catch
        {
            photos.Dispose();
            throw;
        }
    }
}
