using System.Globalization;
using Cutline.Imaging;
using Cutline.Segmentation.Inference;

namespace Cutline.Segmentation.Labelling;

/// <summary>
/// A photo's mask as one or several teachers predict it (Lee, "Pseudo-Label", 2013), void where they are unsure or disagree.
/// </summary>
/// <param name="Mask">Grey, at the photo's size: <see cref="Background"/>, <see cref="Void"/> or <see cref="Object"/>.</param>
/// <param name="ObjectShare">The share of the photo's pixels that are the object.</param>
/// <param name="Agreement">The lowest IoU of two teachers' masks; null for a single teacher.</param>
/// <param name="UnsureShare">The void pixels as a share of those that may be the object: void / (object + void); 0 without either.</param>
/// <param name="Reason">Why the photo is better dropped; null where it is good to train on.</param>
public sealed record PseudoLabel(Photo Mask, double ObjectShare, double? Agreement, double UnsureShare, string? Reason) : IDisposable
{
    /// <summary>The values of a mask.</summary>
    public const byte Background = 0, Void = 128, Object = 255;

    /// <summary>Labels a photo.</summary>
    /// <param name="teachers">The probabilities of each teacher for the same photo, one at least.</param>
    /// <param name="options">When they are trusted.</param>
    /// <exception cref="ArgumentException">
    /// There is no teacher, they are of photos of different sizes, or an option is out of range.
    /// </exception>
    public static PseudoLabel Of(IReadOnlyList<ProbabilityMap> teachers, LabellingOptions options)
    {
        options.Validated();
        if (teachers.Count == 0) throw new ArgumentException("there is no teacher: give the probabilities of one at least");
        var (width, height) = (teachers[0].NativeWidth, teachers[0].NativeHeight);
        if (teachers.Any(t => (t.NativeWidth, t.NativeHeight) != (width, height)))
            throw new ArgumentException("the teachers' probabilities are of photos of different sizes: give those of one photo");
        var mask = new byte[checked(width * height)];
        var agreement = Fill(teachers, mask, width, (float)options.Unsure);
        if (options.LargestOnly) ConnectedObjects.KeepLargest(mask, width, Object, Void);
        long inside = mask.AsSpan().Count(Object), unsure = mask.AsSpan().Count(Void);
        var share = (double)inside / mask.Length;
        var unsureShare = unsure == 0 ? 0 : (double)unsure / (inside + unsure);
        return new(
            Photo.FromPixels(mask, width, height, PixelFormat.Grey), share, agreement, unsureShare,
            Refusal(share, agreement, unsureShare, options));
    }

    /// <summary>Releases the mask.</summary>
    public void Dispose() => Mask.Dispose();

    /// <summary>Writes the mask, row by row so that memory stays small for large photos; returns the lowest IoU of two teachers.</summary>
    private static double? Fill(IReadOnlyList<ProbabilityMap> teachers, byte[] mask, int width, float unsure)
    {
        var maps = teachers.Select(t => t.Finest()).ToArray();
        var rows = teachers.Select(_ => new float[width]).ToArray();
        var pairs = rows.SelectMany((row, i) => rows.Take(i).Select(other => new Pair(row, other))).ToArray();
        for (var y = 0; y < mask.Length / width; y++)
        {
            for (var t = 0; t < rows.Length; t++) maps[t].Resize.Row(maps[t].Values, y, rows[t]);
            Judge(rows, unsure, mask.AsSpan(y * width, width));
            foreach (var pair in pairs) pair.Count();
        }

        return pairs.Length == 0 ? null : pairs.Min(pair => pair.Iou);
    }

    /// <summary>Object where every teacher is sure of it, background likewise, else void.</summary>
    private static void Judge(float[][] rows, float unsure, Span<byte> mask)
    {
        for (var x = 0; x < mask.Length; x++)
        {
            var (low, high) = (1f, 0f);
            foreach (var row in rows) (low, high) = (Math.Min(low, row[x]), Math.Max(high, row[x]));
            mask[x] = low > 1 - unsure ? Object : high < unsure ? Background : Void;
        }
    }

    private static string? Refusal(double share, double? agreement, double unsure, LabellingOptions options)
    {
        static string Percent(double value) => value.ToString("0.0 %", CultureInfo.InvariantCulture);
        if (share < options.LeastObject) return $"only {Percent(share)} of it is car";
        if (agreement < options.Agreement) return string.Create(CultureInfo.InvariantCulture, $"teachers agree to {agreement:0.###} only");
        return unsure > options.MostUnsure ? $"{Percent(unsure)} of what may be car is unsure" : null;
    }

    /// <summary>The present rows of two teachers, and the pixels that both or either of them took for the object.</summary>
    private sealed class Pair(float[] first, float[] second)
    {
        private long both, either;

        /// <summary>1 where neither found anything.</summary>
        public double Iou => either == 0 ? 1 : (double)both / either;

        public void Count()
        {
            for (var x = 0; x < first.Length; x++)
            {
                var (a, b) = (first[x] > 0.5f, second[x] > 0.5f);
                if (a && b) both++;
                if (a || b) either++;
            }
        }
    }
}
