using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cutline.Segmentation.Preprocessing;

public static partial class Preprocess
{
    /// <summary>
    /// Resizes RGB bytes by bilinear interpolation without aliasing: a triangle kernel that is two output pixels wide when reducing and two
    /// input pixels wide when enlarging, as PIL's BILINEAR and torchvision's antialiased bilinear. Pixel centres are at one half. At the
    /// borders the kernel is cut off and normalized. The code is our own because a model's predictions depend on these numbers, which a new
    /// version of an imaging library must not change. In fp32, vertically first, rounded once at the end: the same bytes on every machine.
    /// </summary>
    /// <param name="pixels">RGB bytes (height, width, 3).</param>
    /// <param name="width">Width of the photo, in pixels.</param>
    /// <param name="height">Height of the photo, in pixels.</param>
    /// <param name="resized">
    /// Receives <paramref name="toHeight"/> rows of <paramref name="toWidth"/> pixels, <paramref name="stride"/> bytes apart.
    /// </param>
    /// <param name="toWidth">Width of the result, in pixels.</param>
    /// <param name="toHeight">Height of the result, in pixels.</param>
    /// <param name="stride">The distance of two rows in the result, in bytes.</param>
    /// <exception cref="ArgumentException">A size is empty, or a span is too short.</exception>
    public static void Resize(ReadOnlySpan<byte> pixels, int width, int height, Span<byte> resized, int toWidth, int toHeight, int stride)
    {
        if (width < 1 || height < 1 || toWidth < 1 || toHeight < 1)
            throw new ArgumentException($"a photo of {width}×{height} cannot be resized to {toWidth}×{toHeight}: choose sides from 1");
        if (pixels.Length < (long)width * height * 3)
            throw new ArgumentException($"{pixels.Length} bytes are not a photo of {width}×{height}: give width·height·3");
        if (stride < toWidth * 3 || resized.Length < (long)stride * (toHeight - 1) + toWidth * 3)
            throw new ArgumentException(
                $"{resized.Length} bytes do not hold a photo of {toWidth}×{toHeight} with rows {stride} apart: give a larger span");

        var across = new Taps(width, toWidth);
        var down = new Taps(height, toHeight);
        var row = width * 3;
        var sums = new float[row + 1]; // one more, because the last pixel is read as four floats
        for (var to = 0; to < toHeight; to++)
        {
            sums.AsSpan().Clear();
            var first = down.First(to);
            var weights = down.Weights(to);
            for (var i = 0; i < weights.Length; i++) AddWeighted(pixels.Slice((first + i) * row, row), weights[i], sums);
            AcrossRow(sums, across, resized.Slice(to * stride, toWidth * 3));
        }
    }

    private static void AddWeighted(ReadOnlySpan<byte> row, float weight, Span<float> sums)
    {
        var x = 0;
        var count = Vector<float>.Count;
        foreach (ref readonly var bytes in MemoryMarshal.Cast<byte, Vector<byte>>(row))
        {
            Vector.Widen(bytes, out var low, out var high);
            Vector.Widen(low, out var a, out var b);
            Vector.Widen(high, out var c, out var d);
            var at = MemoryMarshal.Cast<float, Vector<float>>(sums.Slice(x, 4 * count));
            at[0] += Vector.ConvertToSingle(Vector.AsVectorInt32(a)) * weight;
            at[1] += Vector.ConvertToSingle(Vector.AsVectorInt32(b)) * weight;
            at[2] += Vector.ConvertToSingle(Vector.AsVectorInt32(c)) * weight;
            at[3] += Vector.ConvertToSingle(Vector.AsVectorInt32(d)) * weight;
            x += 4 * count;
        }

        for (; x < row.Length; x++) sums[x] += row[x] * weight;
    }

    private static void AcrossRow(ReadOnlySpan<float> sums, Taps across, Span<byte> resized)
    {
        ref var start = ref MemoryMarshal.GetReference(sums);
        for (var x = 0; x < across.Count; x++)
        {
            var first = across.First(x);
            var weights = across.Weights(x);
            var colour = Vector128.Create(0.5f);
            for (var i = 0; i < weights.Length; i++)
                colour += Vector128.LoadUnsafe(ref start, (nuint)(3 * (first + i))) * weights[i];
            var whole = Vector128.ConvertToInt32(Vector128.Floor(colour));
            var place = resized.Slice(3 * x, 3);
            place[0] = (byte)Math.Clamp(whole[0], 0, 255);
            place[1] = (byte)Math.Clamp(whole[1], 0, 255);
            place[2] = (byte)Math.Clamp(whole[2], 0, 255);
        }
    }

    /// <summary>For each output pixel along an axis, the input pixels that contribute to it, and their weights, which sum to 1.</summary>
    private sealed class Taps
    {
        private readonly int most;
        private readonly int[] firsts;
        private readonly int[] counts;
        private readonly float[] weights;

        public Taps(int from, int to)
        {
            var scale = (double)from / to;
            var reach = Math.Max(scale, 1);
            most = (int)Math.Ceiling(2 * reach) + 1;
            (firsts, counts, weights) = (new int[to], new int[to], new float[to * most]);
            for (var i = 0; i < to; i++)
            {
                var centre = (i + 0.5) * scale;
                var first = Math.Max(0, (int)(centre - reach + 0.5));
                var count = Math.Min(from, (int)(centre + reach + 0.5)) - first;
                (firsts[i], counts[i]) = (first, count);

                double sum = 0;
                for (var j = 0; j < count; j++) sum += Triangle(first + j, centre, reach);
                for (var j = 0; j < count; j++) weights[i * most + j] = (float)(Triangle(first + j, centre, reach) / sum);
            }
        }

        public int Count => firsts.Length;

        public int First(int i) => firsts[i];

        public ReadOnlySpan<float> Weights(int i) => weights.AsSpan(i * most, counts[i]);

        private static double Triangle(int pixel, double centre, double reach) => Math.Max(0, 1 - Math.Abs(pixel + 0.5 - centre) / reach);
    }
}
