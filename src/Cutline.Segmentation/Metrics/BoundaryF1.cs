using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Metrics;

/// <summary>
/// The boundary F1 score of a class: the harmonic mean of precision (the share of the predicted outline that lies near the true one) and
/// recall (the share of the true outline that lies near the predicted one). Source: G. Csurka, D. Larlus, F. Perronnin, "What is a good
/// evaluation measure for semantic segmentation?", BMVC 2013. Counts of several images can be added.
/// </summary>
/// <remarks>
/// A pixel belongs to the outline where one of its four neighbours is of another class. The photo's border makes no outline, and neither
/// does void. Near means within a circle whose radius, a fraction of the photo's diagonal, is rounded up to whole pixels, as in F. Perazzi
/// et al., "A Benchmark Dataset and Evaluation Methodology for Video Object Segmentation", CVPR 2016.
/// </remarks>
/// <param name="Predicted">The number of outline pixels of the prediction.</param>
/// <param name="PredictedNear">Those of them that lie near the true outline.</param>
/// <param name="True">The number of outline pixels of the truth.</param>
/// <param name="TrueNear">Those of them that lie near the predicted outline.</param>
public readonly record struct BoundaryF1(long Predicted, long PredictedNear, long True, long TrueNear)
{
    /// <summary>The radius as a fraction of the diagonal that Csurka et al. use; Perazzi et al. use 0.008.</summary>
    public const double DefaultTolerance = 0.0075;

    private const byte None = ClassSet.Void;

    /// <summary>Whether neither prediction nor truth has an outline.</summary>
    public bool IsAbsent => Predicted + True == 0;

    /// <summary>The share of the predicted outline near the true one; 1 where neither has an outline, 0 where only the truth has.</summary>
    public double Precision => Predicted > 0 ? (double)PredictedNear / Predicted : IsAbsent ? 1 : 0;

    /// <summary>
    /// The share of the true outline near the predicted one; 1 where neither has an outline, 0 where only the prediction has.
    /// </summary>
    public double Recall => True > 0 ? (double)TrueNear / True : IsAbsent ? 1 : 0;

    /// <summary>2·precision·recall / (precision + recall); 0 where both are.</summary>
    public double F1 => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;

    /// <summary>The tolerance, as a fraction of the diagonal, whose radius is a number of pixels.</summary>
    /// <param name="pixels">The radius.</param>
    /// <param name="width">Width of the masks in pixels.</param>
    /// <param name="height">Height of the masks in pixels.</param>
    public static double Tolerance(int pixels, int width, int height) =>
        Math.Max(0, pixels - 0.5) / Math.Sqrt((double)width * width + (double)height * height); // rounded up to them

    /// <summary>The counts of two images together.</summary>
    public static BoundaryF1 operator +(BoundaryF1 a, BoundaryF1 b) =>
        new(a.Predicted + b.Predicted, a.PredictedNear + b.PredictedNear, a.True + b.True, a.TrueNear + b.TrueNear);

    /// <summary>Scores each class of an image.</summary>
    /// <param name="predicted">Class indices, row after row.</param>
    /// <param name="truth">Class indices, or <see cref="ClassSet.Void"/>, where neither prediction nor truth has an outline.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="tolerance">The radius as a fraction of the diagonal.</param>
    /// <exception cref="ArgumentException">
    /// The masks do not fit the size, an index is beyond the classes, or the tolerance is out of range.
    /// </exception>
    public static BoundaryF1[] Of(
        ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth, int width, int height, int classes, double tolerance = DefaultTolerance)
    {
        if (predicted.Length != (long)width * height || truth.Length != predicted.Length)
            throw new ArgumentException(
                $"masks of {predicted.Length} and {truth.Length} pixels are not {width}×{height}: give both at that size");
        if (tolerance is not (>= 0 and <= 0.1))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"a boundary tolerance of {tolerance} is out of range: use a fraction of the diagonal from 0 to 0.1"));
        }

        var radius = (int)Math.Ceiling(tolerance * Math.Sqrt((double)width * width + (double)height * height));
        var circle = Circle(radius, stride: width + 2 * radius);
        var predictedOutline = Outlines(predicted, truth, width, height, radius, classes);
        var trueOutline = Outlines(truth, truth, width, height, radius, classes);
        var scores = new BoundaryF1[classes];
        Count(predictedOutline, trueOutline, circle, (c, near) => scores[c] += new BoundaryF1(1, near, 0, 0));
        Count(trueOutline, predictedOutline, circle, (c, near) => scores[c] += new BoundaryF1(0, 0, 1, near));
        return scores;
    }

    /// <summary>Scores the foreground of a binary mask.</summary>
    /// <param name="predicted">Any value above 0 is foreground, row after row.</param>
    /// <param name="truth">Any value above 0 is foreground.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="tolerance">The radius as a fraction of the diagonal.</param>
    /// <exception cref="ArgumentException">The masks do not fit the size, or the tolerance is out of range.</exception>
    public static BoundaryF1 OfMask(
        ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth, int width, int height, double tolerance = DefaultTolerance)
    {
        static byte[] Binary(ReadOnlySpan<byte> mask)
        {
            var binary = new byte[mask.Length];
            for (var i = 0; i < binary.Length; i++) binary[i] = mask[i] > 0 ? (byte)1 : (byte)0;
            return binary;
        }

        return Of(Binary(predicted), Binary(truth), width, height, 2, tolerance)[1];
    }

    /// <summary>
    /// The class of each outline pixel, else void; with a border of <paramref name="radius"/> pixels around, so that no search leaves the
    /// array.
    /// </summary>
    private static byte[] Outlines(ReadOnlySpan<byte> map, ReadOnlySpan<byte> truth, int width, int height, int radius, int classes)
    {
        var stride = width + 2 * radius;
        var outlines = new byte[(long)stride * (height + 2 * radius)];
        Array.Fill(outlines, None);
        for (int y = 0, i = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++, i++)
            {
                var c = map[i];
                if (truth[i] == ClassSet.Void) continue;
                if (c >= classes)
                {
                    throw new ArgumentException(
                        $"class index {c} is beyond the {classes} classes: give the number of classes that the masks hold");
                }
                if ((x > 0 && map[i - 1] != c && truth[i - 1] != ClassSet.Void)
                    || (x + 1 < width && map[i + 1] != c && truth[i + 1] != ClassSet.Void)
                    || (y > 0 && map[i - width] != c && truth[i - width] != ClassSet.Void)
                    || (y + 1 < height && map[i + width] != c && truth[i + width] != ClassSet.Void))
                {
                    outlines[(y + radius) * stride + x + radius] = c;
                }
            }
        }

        return outlines;
    }

    /// <summary>Reports the class of each outline pixel, and 1 where the other outline has a pixel of that class near, else 0.</summary>
    private static void Count(byte[] outlines, byte[] others, int[] circle, Action<int, int> report)
    {
        for (var at = 0; ; at++)
        {
            var next = outlines.AsSpan(at).IndexOfAnyExcept(None);
            if (next < 0) return;
            at += next;
            var (c, near) = (outlines[at], 0);
            foreach (var offset in circle)
            {
                if (others[at + offset] != c) continue;
                near = 1;
                break;
            }

            report(c, near);
        }
    }

    /// <summary>
    /// The offsets of the pixels in a circle from its centre, the nearest first: with a good prediction the search soon ends.
    /// </summary>
    private static int[] Circle(int radius, int stride) =>
    [
        .. from y in Enumerable.Range(-radius, 2 * radius + 1)
           from x in Enumerable.Range(-radius, 2 * radius + 1)
           let distance = x * x + y * y
           where distance <= radius * radius
           orderby distance
           select y * stride + x,
    ];
}
