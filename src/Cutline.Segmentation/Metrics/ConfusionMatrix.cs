using System.Buffers;
using System.Runtime.InteropServices;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Metrics;

/// <summary>
/// A confusion matrix: numbers of pixels by their true class (row) and their predicted class (column). Pixels that are
/// <see cref="ClassSet.Void"/> in the truth are not counted. All metrics of several classes are computed from it. Matrices of several
/// images can be added.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly long[] counts;

    /// <param name="classes">K, the number of classes.</param>
    /// <param name="counts">K·K numbers of pixels, row after row; none for a matrix of zeros.</param>
    /// <exception cref="ArgumentException">
    /// There are fewer than 2 or more than 255 classes, another number of counts, or a negative count.
    /// </exception>
    public ConfusionMatrix(int classes, params ReadOnlySpan<long> counts)
    {
        if (classes is < 2 or > ClassSet.Void)
            throw new ArgumentException($"a confusion matrix has 2 to {ClassSet.Void} classes, not {classes}");
        if (counts.Length > 0 && counts.Length != classes * classes)
            throw new ArgumentException(
                $"{classes} classes need {classes * classes} counts, not {counts.Length}: give one for each pair of classes");
        if (counts.ContainsAnyExceptInRange(0, long.MaxValue))
            throw new ArgumentException("a number of pixels cannot be negative: give 0 or more");
        (Classes, this.counts) = (classes, new long[classes * classes]);
        counts.CopyTo(this.counts);
    }

    /// <summary>K, the number of classes.</summary>
    public int Classes { get; }

    /// <summary>The number of pixels of class <paramref name="truth"/> that are predicted as class <paramref name="predicted"/>.</summary>
    public long this[int truth, int predicted] => Row(truth)[predicted];

    /// <summary>The number of all pixels that were counted.</summary>
    public long Pixels => counts.Sum();

    /// <summary>The number of pixels that are predicted correctly.</summary>
    public long Correct => Enumerable.Range(0, Classes).Sum(c => this[c, c]);

    /// <summary>The number of pixels that belong to a class.</summary>
    public long True(int index)
    {
        long sum = 0;
        foreach (var count in Row(index)) sum += count;
        return sum;
    }

    /// <summary>The number of pixels that are predicted as a class.</summary>
    public long Predicted(int index) => Enumerable.Range(0, Classes).Sum(truth => this[truth, index]);

    /// <summary>The counts of one class against all others.</summary>
    public ImageScore Of(int index)
    {
        var (both, real, predicted) = (this[index, index], True(index), Predicted(index));
        return new(both, predicted - both, real - both, Pixels - real - predicted + both);
    }

    /// <summary>The counts without the pixels that truly are of a class: what is predicted there does not count.</summary>
    /// <param name="index">The class.</param>
    public ConfusionMatrix WithoutTruth(int index)
    {
        var others = counts.ToArray();
        others.AsSpan(index * Classes, Classes).Clear();
        return new(Classes, others);
    }

    /// <summary>The counts of two images together.</summary>
    /// <exception cref="ArgumentException">The matrices are of different numbers of classes.</exception>
    public static ConfusionMatrix operator +(ConfusionMatrix a, ConfusionMatrix b) => a.Classes == b.Classes
        ? new(a.Classes, [.. a.counts.Zip(b.counts, (x, y) => x + y)])
        : throw new ArgumentException($"matrices of {a.Classes} and {b.Classes} classes cannot be added: score both with the same classes");

    /// <summary>Counts the pixels of one image. Where the truth is void the prediction may have any value.</summary>
    /// <param name="predicted">Class indices.</param>
    /// <param name="truth">Class indices or <see cref="ClassSet.Void"/>, of the same size.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ArgumentException">The maps differ in size, or an index is beyond the classes.</exception>
    public static ConfusionMatrix Of(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth, int classes)
    {
        MapSizes.CheckEqual(predicted, truth);
        var matrix = new ConfusionMatrix(classes);
        var cells = ArrayPool<int>.Shared.Rent(Cells);
        try
        {
            cells.AsSpan(0, Cells).Clear();
            Count(predicted, truth, cells);
            matrix.Take(cells);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(cells);
        }

        return matrix;
    }

    /// <summary>Counts each image of a batch.</summary>
    /// <param name="predicted">Class indices (N, ...), image after image.</param>
    /// <param name="truth">Class indices or <see cref="ClassSet.Void"/>, of the same shape.</param>
    /// <param name="images">N.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ArgumentException">The maps differ in size or are not N images, or an index is beyond the classes.</exception>
    public static ConfusionMatrix[] OfEach(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth, int images, int classes)
    {
        var pixels = MapSizes.PerImage(predicted, truth, images);
        var matrices = new ConfusionMatrix[images];
        for (var i = 0; i < images; i++) matrices[i] = Of(predicted.Slice(i * pixels, pixels), truth.Slice(i * pixels, pixels), classes);
        return matrices;
    }

    private const int Cells = 1 << 16;

    /// <summary>
    /// Counts into cells of index truth · 256 + prediction. Masks consist mostly of large areas, so eight neighbouring pixels that are all
    /// the same are counted in one step.
    /// </summary>
    private static void Count(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth, int[] cells)
    {
        const ulong all = 0x0101010101010101;
        var predictedWords = MemoryMarshal.Cast<byte, ulong>(predicted);
        var trueWords = MemoryMarshal.Cast<byte, ulong>(truth);
        var at = 0;
        for (var i = 0; i < trueWords.Length; i++, at += sizeof(ulong))
        {
            if (trueWords[i] == truth[at] * all && predictedWords[i] == predicted[at] * all)
                cells[truth[at] << 8 | predicted[at]] += sizeof(ulong);
            else for (var j = at; j < at + sizeof(ulong); j++) cells[truth[j] << 8 | predicted[j]]++;
        }

        for (; at < truth.Length; at++) cells[truth[at] << 8 | predicted[at]]++;
    }

    private void Take(ReadOnlySpan<int> cells)
    {
        for (var truth = 0; truth < ClassSet.Void; truth++)
        {
            var row = cells.Slice(truth << 8, 256);
            if (truth < Classes)
            {
                for (var c = 0; c < Classes; c++) counts[truth * Classes + c] = row[c];
                var beyond = row[Classes..].IndexOfAnyExcept(0);
                if (beyond >= 0)
                    throw new ArgumentException(
                        $"class index {Classes + beyond} is predicted, beyond the {Classes} classes: use a model of these classes");
            }
            else if (row.ContainsAnyExcept(0))
            {
                throw new ArgumentException(
                    $"class index {truth} is in the truth, beyond the {Classes} classes: " +
                    $"name more classes, or mark such pixels as void ({ClassSet.Void})");
            }
        }
    }

    private ReadOnlySpan<long> Row(int truth) => counts.AsSpan(truth * Classes, Classes);
}
