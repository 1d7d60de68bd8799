using System.Numerics;
using System.Runtime.InteropServices;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Metrics;

/// <summary>
/// The pixels of one image, counted by predicted and true value. All figures of a binary mask are computed from these four counts.
/// </summary>
/// <param name="TruePositives">Foreground in both.</param>
/// <param name="FalsePositives">Predicted as foreground, but background.</param>
/// <param name="FalseNegatives">Predicted as background, but foreground.</param>
/// <param name="TrueNegatives">Background in both.</param>
public readonly record struct ImageScore(long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives)
{
    private const ulong Ones = 0x0101010101010101;

    /// <summary>All pixels that were counted.</summary>
    public long Pixels => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    /// <summary>|P ∩ T| / |P ∪ T|; 1 where both are empty.</summary>
    public double Iou => Ratio(TruePositives, TruePositives + FalsePositives + FalseNegatives);

    /// <summary>2·|P ∩ T| / (|P| + |T|); 1 where both are empty.</summary>
    public double Dice => Ratio(2 * TruePositives, 2 * TruePositives + FalsePositives + FalseNegatives);

    /// <summary>|P ∩ T| / |P|: how much of what is predicted is right; 1 where both are empty, 0 where the prediction alone is.</summary>
    public double Precision => Found(TruePositives + FalsePositives);

    /// <summary>|P ∩ T| / |T|: how much of what is there is found; 1 where both are empty, 0 where the truth alone is.</summary>
    public double Recall => Found(TruePositives + FalseNegatives);

    /// <summary>The share of pixels, background included, that are predicted correctly; 1 where there are none.</summary>
    public double PixelAccuracy => Ratio(TruePositives + TrueNegatives, Pixels);

    /// <summary>The counts of two images together.</summary>
    public static ImageScore operator +(ImageScore a, ImageScore b) => new(
        a.TruePositives + b.TruePositives,
        a.FalsePositives + b.FalsePositives,
        a.FalseNegatives + b.FalseNegatives,
        a.TrueNegatives + b.TrueNegatives);

    /// <summary>Scores one image.</summary>
    /// <param name="predicted">0 or 1 for each pixel.</param>
    /// <param name="truth">0, 1 or <see cref="ClassSet.Void"/> for each pixel. Void pixels are not counted.</param>
    /// <exception cref="ArgumentException">The masks differ in size, or hold another value.</exception>
    public static ImageScore Of(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth)
    {
        MapSizes.CheckEqual(predicted, truth);
        var counts = new Counts();
        var said = MemoryMarshal.Cast<byte, ulong>(predicted);
        var real = MemoryMarshal.Cast<byte, ulong>(truth);
        for (var i = 0; i < real.Length; i++) counts.Add(said[i], real[i]);

        // The last pixels, filled up to a word with background.
        ulong lastSaid = 0, lastReal = 0;
        for (var i = predicted.Length - 1; i >= real.Length * sizeof(ulong); i--)
            (lastSaid, lastReal) = (lastSaid << 8 | predicted[i], lastReal << 8 | truth[i]);
        counts.Add(lastSaid, lastReal);
        return counts.Score(truth.Length);
    }

    /// <summary>Scores each image of a batch.</summary>
    /// <param name="predicted">0 or 1: (N, ...), image after image.</param>
    /// <param name="truth">0, 1 or <see cref="ClassSet.Void"/>, of the same shape.</param>
    /// <param name="images">N.</param>
    /// <exception cref="ArgumentException">The masks differ in size, are not N images, or hold another value.</exception>
    public static ImageScore[] OfEach(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth, int images)
    {
        var pixels = MapSizes.PerImage(predicted, truth, images);
        var scores = new ImageScore[images];
        for (var i = 0; i < images; i++) scores[i] = Of(predicted.Slice(i * pixels, pixels), truth.Slice(i * pixels, pixels));
        return scores;
    }

    /// <summary>What is right of a number of pixels; of none all, unless the other mask has some.</summary>
    private double Found(long of) => of > 0 ? (double)TruePositives / of : FalsePositives + FalseNegatives == 0 ? 1 : 0;

    private static double Ratio(long part, long whole) => whole == 0 ? 1 : (double)part / whole;

    /// <summary>Counts eight pixels at a time: a set bit is a pixel, so that a population count is a number of pixels.</summary>
    private struct Counts
    {
        private long both, predicted, real, ignored;
        private ulong invalid;

        /// <param name="said">Eight bytes of the prediction.</param>
        /// <param name="truth">Eight bytes of the truth.</param>
        public void Add(ulong said, ulong truth)
        {
            var isVoid = truth >> 1 & Ones; // of 0, 1 and 255 only 255 has the second bit
            var isReal = truth & Ones & ~isVoid;
            var isPredicted = said & ~isVoid;
            invalid |= (said & ~Ones) | (truth ^ (isReal | isVoid * ClassSet.Void));
            both += BitOperations.PopCount(isPredicted & isReal);
            predicted += BitOperations.PopCount(isPredicted);
            real += BitOperations.PopCount(isReal);
            ignored += BitOperations.PopCount(isVoid);
        }

        /// <exception cref="ArgumentException">A byte was neither 0 nor 1, nor void in the truth.</exception>
        public readonly ImageScore Score(long pixels) => invalid == 0
            ? new(both, predicted - both, real - both, pixels - ignored - predicted - real + both)
            : throw new ArgumentException($"a mask holds 0 and 1, and {ClassSet.Void} for void in the truth: convert its values first");
    }
}
