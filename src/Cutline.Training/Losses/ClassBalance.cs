using Cutline.Segmentation.Datasets;
using Cutline.Torch;

namespace Cutline.Training.Losses;

/// <summary>Class weights that make each class count the same in sum, however few its pixels (King and Zeng 2001): n / (K·nₖ).</summary>
public static class ClassBalance
{
    /// <param name="pixels">How many pixels each class has, void left out.</param>
    /// <returns>A weight for each class; 0 for one without pixels, which no target can ask for.</returns>
    /// <exception cref="ArgumentException">No class has a pixel.</exception>
    public static double[] Weights(IReadOnlyList<long> pixels)
    {
        var present = pixels.Count(n => n > 0);
        if (present == 0) throw new ArgumentException("class weights cannot be balanced, since no training mask has a pixel of any class: leave --class-weights out, and check the masks with cutline inspect data");
        return [.. pixels.Select(n => n == 0 ? 0 : (double)pixels.Sum() / present / n)];
    }

    /// <summary>The pixels of each class in the masks of one pass over the samples.</summary>
    /// <exception cref="DatasetException">A sample cannot be decoded.</exception>
    public static long[] Count(BatchLoader samples, int classes, CancellationToken cancel = default)
    {
        var pixels = new long[classes];
        foreach (var batch in samples.Epoch(0, cancel))
        {
            using (batch)
            using (new TensorScope())
            {
                var counts = batch.Masks.Reshape(-1).To(DType.Int64).BinCount(ClassSet.Void + 1).ToArray<long>();
                for (var i = 0; i < classes; i++) pixels[i] += counts[i];
            }
        }

        return pixels;
    }
}
