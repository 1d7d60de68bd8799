using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cutline.Segmentation.Inference;

/// <summary>
/// Bilinear resizing by the pixels' centres, row by row: what PyTorch calls bilinear with align_corners=False and without antialiasing.
/// In fp32. A size that stays is copied.
/// </summary>
internal sealed class BilinearResize
{
    private readonly Taps across, down;
    private readonly float[] mixed; // a row between two of the plane's

    public BilinearResize(int width, int height, int toWidth, int toHeight)
    {
        (across, down) = (new(width, toWidth), new(height, toHeight));
        mixed = new float[width];
    }

    /// <summary>Writes one row of the resized plane.</summary>
    /// <param name="plane">(height, width).</param>
    /// <param name="y">The row, from 0.</param>
    /// <param name="row">Receives the resized width.</param>
    public void Row(ReadOnlySpan<float> plane, int y, Span<float> row)
    {
        var width = mixed.Length;
        var upper = plane.Slice(down.First[y] * width, width);
        if (down.Share[y] == 0)
        {
            Across(upper, row);
            return;
        }

        Mix(upper, plane.Slice(down.Second[y] * width, width), down.Share[y], mixed);
        Across(mixed, row);
    }

    /// <summary>a · (1 − share) + b · share.</summary>
    private static void Mix(ReadOnlySpan<float> a, ReadOnlySpan<float> b, float share, Span<float> mixed)
    {
        var rest = 1 - share;
        var first = MemoryMarshal.Cast<float, Vector<float>>(a);
        var second = MemoryMarshal.Cast<float, Vector<float>>(b);
        var to = MemoryMarshal.Cast<float, Vector<float>>(mixed);
        for (var i = 0; i < to.Length; i++) to[i] = first[i] * rest + second[i] * share;
        for (var i = to.Length * Vector<float>.Count; i < mixed.Length; i++) mixed[i] = a[i] * rest + b[i] * share;
    }

    private unsafe void Across(ReadOnlySpan<float> from, Span<float> row)
    {
        if (row.Length == from.Length)
        {
            from.CopyTo(row);
            return;
        }

        var (first, second, share) = (across.First, across.Second, across.Share);
        var x = 0;
        if (Avx2.IsSupported)
        {
            fixed (float* source = from)
            fixed (int* a = first, b = second)
            {
                for (; x <= row.Length - Vector256<float>.Count; x += Vector256<float>.Count)
                {
                    var left = Avx2.GatherVector256(source, Vector256.Load(a + x), sizeof(float));
                    var right = Avx2.GatherVector256(source, Vector256.Load(b + x), sizeof(float));
                    var weight = Vector256.LoadUnsafe(ref share[x]);
                    (left * (Vector256<float>.One - weight) + right * weight).CopyTo(row[x..]);
                }
            }
        }

        for (; x < row.Length; x++) row[x] = from[first[x]] * (1 - share[x]) + from[second[x]] * share[x];
    }

    /// <summary>The two input pixels that each output pixel along an axis lies between, and the second one's share.</summary>
    private readonly struct Taps
    {
        public readonly int[] First, Second;
        public readonly float[] Share;

        public Taps(int from, int to)
        {
            (First, Second, Share) = (new int[to], new int[to], new float[to]);
            for (var i = 0; i < to; i++)
            {
                var at = from == to ? i : Math.Max(0, (i + 0.5) * from / to - 0.5);
                First[i] = Math.Min((int)at, from - 1);
                Second[i] = Math.Min(First[i] + 1, from - 1);
                Share[i] = Second[i] == First[i] ? 0 : (float)(at - First[i]);
            }
        }
    }
}
