namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>Fills polygons: a pixel is inside when its centre is, by the even-odd rule, edges crossed from above counting once.</summary>
public static class PolygonFill
{
    /// <param name="points">x and y by turns, in pixels from the picture's corner; at least 3 points. What lies beyond the picture is cut off.</param>
    /// <param name="indices">height rows of <paramref name="width"/>.</param>
    /// <exception cref="FormatException">There are fewer points, an odd number of coordinates, or one is not finite.</exception>
    public static void Paint(ReadOnlySpan<double> points, int width, int height, byte index, Span<byte> indices)
    {
        if (points.Length < 6 || points.Length % 2 != 0) throw new FormatException($"a polygon has {points.Length} coordinates, which is no list of 3 or more points x, y");
        foreach (var coordinate in points)
            if (!double.IsFinite(coordinate)) throw new FormatException("a polygon has a coordinate that is no number");

        var (low, high) = (double.MaxValue, double.MinValue);
        for (var i = 1; i < points.Length; i += 2) (low, high) = (Math.Min(low, points[i]), Math.Max(high, points[i]));
        var crossings = new List<double>();
        var last = (int)Math.Clamp(Math.Ceiling(high), 0, height);
        for (var y = (int)Math.Clamp(Math.Floor(low), 0, height); y < last; y++)
        {
            crossings.Clear();
            for (int i = 0, before = points.Length - 2; i < points.Length; before = i, i += 2)
            {
                var (x0, y0, x1, y1) = (points[before], points[before + 1], points[i], points[i + 1]);
                if (y0 <= y + 0.5 != y1 <= y + 0.5) crossings.Add(x0 + (y + 0.5 - y0) / (y1 - y0) * (x1 - x0));
            }

            crossings.Sort();
            for (var i = 0; i + 1 < crossings.Count; i += 2)
            {
                var (from, to) = (Side(crossings[i], width), Side(crossings[i + 1], width));
                if (to > from) indices.Slice(y * width + from, to - from).Fill(index);
            }
        }
    }

    /// <summary>The first pixel whose centre is at or right of x.</summary>
    private static int Side(double x, int width) => (int)Math.Clamp(Math.Ceiling(x - 0.5), 0, width);
}
