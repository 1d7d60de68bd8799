namespace Cutline.Segmentation.Preprocessing;

public static partial class Preprocess
{
    /// <summary>
    /// Resizes a mask by area: an output pixel is 1 where at least half of the area that it covers is foreground, else 0. The areas are
    /// computed exactly, in whole numbers. When enlarging it is nearest neighbour.
    /// </summary>
    /// <param name="mask">Rows of <paramref name="width"/> values; any value above 0 is foreground.</param>
    /// <param name="width">Width of the mask, in pixels.</param>
    /// <param name="height">Height of the mask, in pixels.</param>
    /// <param name="resized">
    /// Receives <paramref name="toHeight"/> rows of <paramref name="toWidth"/> values, <paramref name="stride"/> apart.
    /// </param>
    /// <param name="toWidth">Width of the result, in pixels.</param>
    /// <param name="toHeight">Height of the result, in pixels.</param>
    /// <param name="stride">The distance of two rows in the result.</param>
    /// <exception cref="ArgumentException">A size is empty or over 30,000, or a span is too short.</exception>
    public static void ResizeMask(ReadOnlySpan<byte> mask, int width, int height, Span<byte> resized, int toWidth, int toHeight, int stride)
    {
        CheckMaskSizes(mask, width, height, resized, toWidth, toHeight, stride);

        // The unit of area is 1/toWidth × 1/toHeight of an input pixel, so that an output pixel covers width × height units.
        var ramps = new Ramps(width, toWidth);
        for (var to = 0; to < toHeight; to++)
        {
            var (top, bottom) = ((long)to * height, (long)(to + 1) * height);
            for (var from = (int)(top / toHeight); (long)from * toHeight < bottom; from++)
            {
                var units = Math.Min(bottom, (from + 1L) * toHeight) - Math.Max(top, (long)from * toHeight);
                ramps.AddRow(mask.Slice(from * width, width), units);
            }

            ramps.WriteTo((long)width * height, resized.Slice(to * stride, toWidth));
        }
    }

    private static void CheckMaskSizes(
        ReadOnlySpan<byte> mask, int width, int height, Span<byte> resized, int toWidth, int toHeight, int stride)
    {
        const int max = 30_000;
        if (width is < 1 or > max || height is < 1 or > max || toWidth is < 1 or > max || toHeight is < 1 or > max)
            throw new ArgumentException(
                $"a mask of {width}×{height} cannot be resized to {toWidth}×{toHeight}: choose edges from 1 to {max}");
        if (mask.Length < (long)width * height)
            throw new ArgumentException($"{mask.Length} values are not a mask of {width}×{height}: give width·height");
        if (stride < toWidth || resized.Length < (long)stride * (toHeight - 1) + toWidth)
            throw new ArgumentException(
                $"{resized.Length} bytes do not hold a mask of {toWidth}×{toHeight} with rows {stride} apart: give a larger span");
    }

    /// <summary>
    /// The foreground area of one output row. A row of a mask consists of a few runs, so the two ends of each run are recorded instead of
    /// its pixels: the area left of an output pixel's left edge grows linearly from where a run begins, and no longer where it ends.
    /// </summary>
    private readonly struct Ramps(int width, int toWidth)
    {
        // At edge c of the output pixels the ramps that begin there sum up to slope[c] · (c · width) + offset[c].
        private readonly long[] slope = new long[toWidth + 1];
        private readonly long[] offset = new long[toWidth + 1];

        public void AddRow(ReadOnlySpan<byte> row, long units)
        {
            var x = 0;
            while (x < row.Length)
            {
                var begin = row[x..].IndexOfAnyExcept((byte)0);
                if (begin < 0) return;
                x += begin;
                AddEnd(x, units);
                var end = row[x..].IndexOf((byte)0);
                x = end < 0 ? row.Length : x + end;
                AddEnd(x, -units);
            }
        }

        /// <summary>Writes the output row, and clears the areas for the next one.</summary>
        public void WriteTo(long covered, Span<byte> resized)
        {
            long slopes = 0, offsets = 0, left = 0;
            for (var c = 0; c <= resized.Length; c++)
            {
                slopes += slope[c];
                offsets += offset[c];
                var here = slopes * c * width + offsets;
                if (c > 0) resized[c - 1] = 2 * (here - left) >= covered ? (byte)1 : (byte)0;
                left = here;
            }

            Array.Clear(slope);
            Array.Clear(offset);
        }

        private void AddEnd(int x, long units)
        {
            var at = (long)x * toWidth;
            var edge = (int)((at + width - 1) / width); // the first edge at x or right of it
            slope[edge] += units;
            offset[edge] -= units * at;
        }
    }
}
