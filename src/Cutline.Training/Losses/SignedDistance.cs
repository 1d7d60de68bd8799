using static TorchSharp.torch;

namespace Cutline.Training.Losses;

/// <summary>
/// Exact Euclidean distances to the border of a region, in pixels, computed on the CPU: the lower envelope of parabolas of Felzenszwalb and
/// Huttenlocher (2012), in time linear in the number of pixels.
/// </summary>
internal static class SignedDistance
{
    private const double Nowhere = 1e20;

    /// <summary>
    /// Regions of ones on zeros (…, H, W) → fp32 of the same shape on the same device. Outside: the distance to the nearest pixel of the
    /// region. Inside: 1 − the distance to the nearest pixel outside (0 on the border, negative further in), as in Kervadec's code. A plane
    /// without border is 0.
    /// </summary>
    public static Tensor Of(Tensor regions)
    {
        using var scope = NewDisposeScope();
        var size = regions.shape;
        var (height, width) = ((int)size[^2], (int)size[^1]);
        var inside = regions.detach().to(ScalarType.Float32, CPU).contiguous().data<float>().ToArray();
        var distances = new float[inside.Length];
        Parallel.For(0, inside.Length / Math.Max(1, height * width), plane =>
            Plane(inside.AsSpan(plane * height * width, height * width), distances.AsSpan(plane * height * width, height * width), width));
        return tensor(distances, size, device: regions.device).MoveToOuterDisposeScope();
    }

    private static void Plane(ReadOnlySpan<float> inside, Span<float> distances, int width)
    {
        if (!inside.Contains(1f) || !inside.Contains(0f)) return;
        var (toShape, toRest) = (new double[inside.Length], new double[inside.Length]);
        for (var i = 0; i < inside.Length; i++) (toShape[i], toRest[i]) = inside[i] > 0 ? (0.0, Nowhere) : (Nowhere, 0.0);
        Squares(toShape, width);
        Squares(toRest, width);
        for (var i = 0; i < inside.Length; i++) distances[i] = (float)(inside[i] > 0 ? 1 - Math.Sqrt(toRest[i]) : Math.Sqrt(toShape[i]));
    }

    /// <summary>
    /// Turns 0 at the pixels sought and <see cref="Nowhere"/> elsewhere into squared distances, columns first, then rows.
    /// </summary>
    private static void Squares(double[] plane, int width)
    {
        var height = plane.Length / width;
        var most = Math.Max(width, height);
        var (line, apexes, borders) = (new double[most], new int[most], new double[most + 1]);
        for (var x = 0; x < width; x++) Line(plane, x, width, height, line, apexes, borders);
        for (var y = 0; y < height; y++) Line(plane, y * width, 1, width, line, apexes, borders);
    }

    private static void Line(double[] plane, int start, int stride, int count, double[] line, int[] apexes, double[] borders)
    {
        for (var i = 0; i < count; i++) line[i] = plane[start + i * stride];
        var last = 0;
        (apexes[0], borders[0], borders[1]) = (0, double.NegativeInfinity, double.PositiveInfinity);
        for (var i = 1; i < count; i++)
        {
            double meets;
            while ((meets = Meet(line, apexes[last], i)) <= borders[last]) last--;
            (apexes[++last], borders[last], borders[last + 1]) = (i, meets, double.PositiveInfinity);
        }

        for (int i = 0, k = 0; i < count; i++)
        {
            while (borders[k + 1] < i) k++;
            var off = i - apexes[k];
            plane[start + i * stride] = (double)off * off + line[apexes[k]];
        }
    }

    /// <summary>The place where the parabolas above two places of a line meet.</summary>
    private static double Meet(double[] line, int a, int b) => (line[b] - line[a] + (double)b * b - (double)a * a) / (2.0 * (b - a));
}
