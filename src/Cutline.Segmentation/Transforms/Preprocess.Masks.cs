using System.Runtime.InteropServices;

namespace Cutline.Segmentation.Transforms;

public static partial class Preprocess
{
    /// <summary>
    /// Resizes a mask by area: an output pixel is foreground (1) where at least half of what it covers is, else 0.
    /// Exact: the parts of pixels covered are counted in whole numbers. Enlarging, it is nearest neighbour.
    /// </summary>
    /// <param name="mask">Rows of <paramref name="width"/> values; any value above 0 is foreground.</param>
    /// <param name="resized">Receives <paramref name="toHeight"/> rows of <paramref name="toWidth"/> values, <paramref name="stride"/> apart.</param>
    /// <exception cref="ArgumentException">A size is empty or over 30,000, or a span is too short.</exception>
    public static void ResizeMask(ReadOnlySpan<byte> mask, int width, int height, Span<byte> resized, int toWidth, int toHeight, int stride)
    {
        // The unit is 1/toWidth × 1/toHeight of an input pixel, so that an output pixel covers width × height units.
        const int max = 30_000;
        if (width is < 1 or > max || height is < 1 or > max || toWidth is < 1 or > max || toHeight is < 1 or > max)
            throw new ArgumentException($"a mask of {width}×{height} cannot become {toWidth}×{toHeight}");
        if (mask.Length < (long)width * height) throw new ArgumentException($"{mask.Length} values are no mask of {width}×{height}");
        if (stride < toWidth || resized.Length < (long)stride * (toHeight - 1) + toWidth) throw new ArgumentException("the resized mask has no room");

        var column = new int[width]; // foreground units of one output row, over each input column
        for (var to = 0; to < toHeight; to++)
        {
            Array.Clear(column);
            var (top, bottom) = ((long)to * height, (long)(to + 1) * height);
            for (var from = (int)(top / toHeight); (long)from * toHeight < bottom; from++)
            {
                var units = (int)(Math.Min(bottom, (from + 1L) * toHeight) - Math.Max(top, (long)from * toHeight));
                AddForeground(mask.Slice(from * width, width), units, column);
            }

            AcrossRow(column, (long)width * height, resized.Slice(to * stride, toWidth));
        }
    }

    private static void AddForeground(ReadOnlySpan<byte> row, int units, Span<int> column)
    {
        var x = 0;
        if (System.Numerics.Vector.IsHardwareAccelerated)
        {
            var bytes = MemoryMarshal.Cast<byte, System.Numerics.Vector<byte>>(row);
            var weight = new System.Numerics.Vector<int>(units);
            foreach (ref readonly var vector in bytes)
            {
                // All ones (-1 in every width) where the value is above 0: widened, it selects the weight.
                var set = System.Numerics.Vector.AsVectorSByte(System.Numerics.Vector.GreaterThan(vector, System.Numerics.Vector<byte>.Zero));
                System.Numerics.Vector.Widen(set, out var low, out var high);
                System.Numerics.Vector.Widen(low, out var a, out var b);
                System.Numerics.Vector.Widen(high, out var c, out var d);
                var sums = MemoryMarshal.Cast<int, System.Numerics.Vector<int>>(column[x..]);
                sums[0] += a & weight;
                sums[1] += b & weight;
                sums[2] += c & weight;
                sums[3] += d & weight;
                x += System.Numerics.Vector<byte>.Count;
            }
        }

        for (; x < row.Length; x++)
            if (row[x] > 0) column[x] += units;
    }

    private static void AcrossRow(ReadOnlySpan<int> column, long covered, Span<byte> resized)
    {
        for (var to = 0; to < resized.Length; to++)
        {
            var (left, right) = ((long)to * column.Length, (long)(to + 1) * column.Length);
            long sum = 0;
            for (var from = (int)(left / resized.Length); (long)from * resized.Length < right; from++)
                sum += column[from] * (Math.Min(right, (from + 1L) * resized.Length) - Math.Max(left, (long)from * resized.Length));
            resized[to] = 2 * sum >= covered ? (byte)1 : (byte)0;
        }
    }
}
