namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>Fills polygons by the even-odd rule: a pixel belongs to the polygon if its centre lies inside.</summary>
public static class PolygonFill
{
    /// <summary>Sets the pixels of a polygon to an index.</summary>
    /// <param name="points">
    /// At least 3 points, x and y alternating, in pixels from the upper left corner of the picture. Parts outside the picture are cut off.
    /// </param>
    /// <param name="width">Width of the mask, in pixels.</param>
    /// <param name="height">Height of the mask, in pixels.</param>
    /// <param name="index">The value to set.</param>
    /// <param name="indices"><paramref name="height"/> rows of <paramref name="width"/> values.</param>
    /// <exception cref="FormatException">There are fewer points, an odd number of coordinates, or one is not finite.</exception>
    public static void Paint(ReadOnlySpan<double> points, int width, int height, byte index, Span<byte> indices)
    {
        Check(points);
        Fill([points.ToArray()], width, height, index, indices);
    }

    /// <summary>Sets the pixels between an outline and its holes to an index.</summary>
    /// <param name="rings">The outline and the holes in it, each as <c>points</c> of the other overload.</param>
    /// <inheritdoc cref="Paint(ReadOnlySpan{double}, int, int, byte, Span{byte})"/>
    public static void Paint(IReadOnlyList<double[]> rings, int width, int height, byte index, Span<byte> indices)
    {
        foreach (var ring in rings) Check(ring);
        Fill(rings, width, height, index, indices);
    }

    /// <exception cref="FormatException">It is no polygon.</exception>
    internal static void Check(ReadOnlySpan<double> points)
    {
        if (points.Length < 6 || points.Length % 2 != 0)
            throw new FormatException($"a polygon has {points.Length} coordinates instead of an even number from 6 on");
        foreach (var coordinate in points)
            if (!double.IsFinite(coordinate)) throw new FormatException("a polygon has a coordinate that is not a number");
    }

    private static void Fill(IReadOnlyList<double[]> rings, int width, int height, byte index, Span<byte> indices)
    {
        var (low, high) = (double.MaxValue, double.MinValue);
        foreach (var points in rings)
            for (var i = 1; i < points.Length; i += 2) (low, high) = (Math.Min(low, points[i]), Math.Max(high, points[i]));
        var crossings = new List<double>();
        var last = (int)Math.Clamp(Math.Ceiling(high), 0, height);
        for (var y = (int)Math.Clamp(Math.Floor(low), 0, height); y < last; y++)
        {
            crossings.Clear();
            foreach (var points in rings) Cross(points, y + 0.5, crossings);
            crossings.Sort();
            for (var i = 0; i + 1 < crossings.Count; i += 2)
            {
                var (from, to) = (FirstPixel(crossings[i], width), FirstPixel(crossings[i + 1], width));
                if (to > from) indices.Slice(y * width + from, to - from).Fill(index);
            }
        }
    }

    /// <summary>Adds where a ring crosses a row's middle.</summary>
    private static void Cross(double[] points, double middle, List<double> crossings)
    {
        for (int i = 0, before = points.Length - 2; i < points.Length; before = i, i += 2)
        {
            var (x0, y0, x1, y1) = (points[before], points[before + 1], points[i], points[i + 1]);
            if (y0 <= middle != y1 <= middle) crossings.Add(x0 + (middle - y0) / (y1 - y0) * (x1 - x0));
        }
    }

    /// <summary>The first pixel whose centre is at or right of x.</summary>
    private static int FirstPixel(double x, int width) => (int)Math.Clamp(Math.Ceiling(x - 0.5), 0, width);
}
