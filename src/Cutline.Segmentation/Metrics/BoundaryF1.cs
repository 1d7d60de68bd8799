using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Metrics;

/// <summary>
/// How well a class's outline is met: the harmonic mean of precision (the share of the predicted outline that lies near the true one) and
/// recall (the share of the true outline that lies near the predicted one). Source: G. Csurka, D. Larlus, F. Perronnin, "What is a good
/// evaluation measure for semantic segmentation?", BMVC 2013. Counts of several images add up.
/// </summary>
/// <remarks>
/// A pixel is outline where one of its four neighbours is of another class; the photo's border makes no outline, and neither does void.
/// Near is within a circle whose radius, a fraction of the photo's diagonal, is rounded up to whole pixels,
/// as in F. Perazzi et al., "A Benchmark Dataset and Evaluation Methodology for Video Object Segmentation", CVPR 2016.
/// </remarks>
/// <param name="Predicted">Outline pixels of the prediction.</param>
/// <param name="PredictedNear">Those of them near the truth's.</param>
/// <param name="True">Outline pixels of the truth.</param>
/// <param name="TrueNear">Those of them near the prediction's.</param>
public readonly record struct BoundaryF1(long Predicted, long PredictedNear, long True, long TrueNear)
{
    /// <summary>The radius as a fraction of the diagonal, of Csurka et al.; Perazzi et al. use 0.008.</summary>
    public const double DefaultTolerance = 0.0075;

    private const byte None = ClassSet.Void;

    /// <summary>Whether neither side has an outline.</summary>
    public bool IsAbsent => Predicted + True == 0;

    /// <summary>1 where neither side has an outline, 0 where only the truth has.</summary>
    public double Precision => Predicted > 0 ? (double)PredictedNear / Predicted : IsAbsent ? 1 : 0;

    /// <summary>1 where neither side has an outline, 0 where only the prediction has.</summary>
    public double Recall => True > 0 ? (double)TrueNear / True : IsAbsent ? 1 : 0;

    /// <summary>2·precision·recall / (precision + recall); 0 where both are.</summary>
    public double F1 => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;

    public static BoundaryF1 operator +(BoundaryF1 a, BoundaryF1 b) =>
        new(a.Predicted + b.Predicted, a.PredictedNear + b.PredictedNear, a.True + b.True, a.TrueNear + b.TrueNear);

    /// <summary>Scores each class of an image.</summary>
    /// <param name="predicted">Class indices, row after row.</param>
    /// <param name="truth">Class indices, or <see cref="ClassSet.Void"/>: there neither side has an outline.</param>
    /// <param name="tolerance">Radius as a fraction of the diagonal.</param>
    /// <exception cref="ArgumentException">The maps do not fit the size, an index is beyond the classes, or the tolerance is out of range.</exception>
    public static BoundaryF1[] Of(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth, int width, int height, int classes, double tolerance = DefaultTolerance)
    {
        if (predicted.Length != (long)width * height || truth.Length != predicted.Length)
            throw new ArgumentException($"maps of {predicted.Length} and {truth.Length} pixels are not {width}×{height}");
        if (tolerance is not (>= 0 and <= 0.1)) throw new ArgumentException(FormattableString.Invariant($"a boundary tolerance of {tolerance} is out of range: use a fraction of the diagonal from 0 to 0.1"));
        var reach = (int)Math.Ceiling(tolerance * Math.Sqrt((double)width * width + (double)height * height));
        var circle = Circle(reach, stride: width + 2 * reach);
        var said = Outlines(predicted, truth, width, height, reach, classes);
        var real = Outlines(truth, truth, width, height, reach, classes);
        var scores = new BoundaryF1[classes];
        Count(said, real, circle, (c, near) => scores[c] += new BoundaryF1(1, near, 0, 0));
        Count(real, said, circle, (c, near) => scores[c] += new BoundaryF1(0, 0, 1, near));
        return scores;
    }

    /// <summary>Scores a mask in which any value above 0 is the object.</summary>
    /// <inheritdoc cref="Of"/>
    public static BoundaryF1 OfMask(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth, int width, int height, double tolerance = DefaultTolerance)
    {
        static byte[] Binary(ReadOnlySpan<byte> mask)
        {
            var binary = new byte[mask.Length];
            for (var i = 0; i < binary.Length; i++) binary[i] = mask[i] > 0 ? (byte)1 : (byte)0;
            return binary;
        }

        return Of(Binary(predicted), Binary(truth), width, height, 2, tolerance)[1];
    }

    /// <summary>The class of each pixel that is outline, with a rim of <paramref name="reach"/> pixels around, so that no search leaves it.</summary>
    private static byte[] Outlines(ReadOnlySpan<byte> map, ReadOnlySpan<byte> truth, int width, int height, int reach, int classes)
    {
        var stride = width + 2 * reach;
        var outlines = new byte[(long)stride * (height + 2 * reach)];
        Array.Fill(outlines, None);
        for (int y = 0, i = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++, i++)
            {
                var c = map[i];
                if (truth[i] == ClassSet.Void) continue;
                if (c >= classes) throw new ArgumentException($"class index {c} is beyond the {classes} classes");
                if ((x > 0 && map[i - 1] != c && truth[i - 1] != ClassSet.Void) || (x + 1 < width && map[i + 1] != c && truth[i + 1] != ClassSet.Void)
                    || (y > 0 && map[i - width] != c && truth[i - width] != ClassSet.Void) || (y + 1 < height && map[i + width] != c && truth[i + width] != ClassSet.Void))
                    outlines[(y + reach) * stride + x + reach] = c;
            }
        }

        return outlines;
    }

    /// <summary>Tells of each outline pixel its class, and 1 where the other side has one of that class near.</summary>
    private static void Count(byte[] outlines, byte[] others, int[] circle, Action<int, int> tell)
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

            tell(c, near);
        }
    }

    /// <summary>The places of a circle relative to its middle, the nearest first: a good prediction is found after few.</summary>
    private static int[] Circle(int reach, int stride) =>
    [
        .. from y in Enumerable.Range(-reach, 2 * reach + 1)
           from x in Enumerable.Range(-reach, 2 * reach + 1)
           let distance = x * x + y * y
           where distance <= reach * reach
           orderby distance
           select y * stride + x,
    ];
}
