using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Evaluation;

/// <summary>A decoded sample: at the model's size and, where asked for, at its own.</summary>
/// <param name="Index">In the dataset.</param>
/// <param name="Input">RGB bytes (H, W, 3) at the model's size.</param>
/// <param name="Truth">(H, W) at the model's size: 0 and 1, or, with several classes, indices and void.</param>
/// <param name="Photo">At its own size; null where not asked for.</param>
/// <param name="Mask">The photo's mask; null where not asked for.</param>
internal sealed record EvaluationSample(int Index, byte[] Input, byte[] Truth, Photo? Photo, Photo? Mask) : IDisposable
{
    public void Dispose()
    {
        Photo?.Dispose();
        Mask?.Dispose();
    }
}

/// <summary>Decodes samples in order, a few ahead of their use, so that memory does not grow with their number.</summary>
/// <param name="data">The samples' dataset.</param>
/// <param name="preprocess">How photos are prepared for the model.</param>
/// <param name="native">Whether photo and mask are wanted at their own size, too.</param>
internal sealed class SampleStream(SegmentationDataset data, PreprocessOptions preprocess, bool native)
{
    /// <summary>Decoded ahead, each by a thread of its own.</summary>
    private static readonly int Ahead = Math.Clamp(Environment.ProcessorCount, 2, 8);

    /// <summary>The samples, each to be disposed of by the caller.</summary>
    /// <exception cref="DatasetException">A sample cannot be decoded.</exception>
    public IEnumerable<EvaluationSample> Read(IReadOnlyList<int> indices, CancellationToken cancel)
    {
        var pending = new Queue<Task<EvaluationSample>>();
        try
        {
            foreach (var index in indices)
            {
                pending.Enqueue(Task.Run(() => Decode(index), cancel));
                if (pending.Count > Ahead) yield return pending.Dequeue().GetAwaiter().GetResult();
            }

            while (pending.Count > 0) yield return pending.Dequeue().GetAwaiter().GetResult();
        }
        finally
        {
            foreach (var task in pending)
                task.ContinueWith(
                    t => t.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }
    }

    private EvaluationSample Decode(int index)
    {
        var sample = data.Read(index);
        Photo? mask = null, whole = null;
        try
        {
            mask = sample.DecodeMask();

            // The mask has the photo's own size, so the photo itself may be reduced while it is decoded.
            var geometry = Letterbox.For(mask.Width, mask.Height, preprocess);
            var (input, truth) = (new byte[preprocess.Width * preprocess.Height * 3], new byte[preprocess.Width * preprocess.Height]);
            if (data.IsBinary) Preprocess.FillMask(mask, geometry, truth);
            else Preprocess.FillIndices(mask, geometry, truth);
            using (var photo = sample.DecodePhoto((geometry.ContentWidth, geometry.ContentHeight))) Preprocess.Fill(photo, geometry, input);
            if (native) return new(index, input, truth, whole = sample.DecodePhoto(), mask);
            mask.Dispose();
            return new(index, input, truth, null, null);
        }
        catch
        {
            mask?.Dispose();
            whole?.Dispose();
            throw;
        }
    }
}
