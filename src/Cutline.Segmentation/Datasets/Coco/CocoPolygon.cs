namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>
/// Fills polygons as COCO's API does, pixel for pixel: coordinates are rounded to fifths of a pixel, edges are drawn in that grid, and a
/// column is filled between the points where edges cross its middle. Source: rleFrPoly of cocoapi <c>common/maskApi.c</c>.
/// </summary>
public static class CocoPolygon
{
    private const int Scale = 5, Middle = 2;

    /// <summary>Beyond it, far outside of any picture, coordinates are cut off: the sums below stay exact.</summary>
    private const double Farthest = 1e12;

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
        PolygonFill.Check(points);
        var crossings = new List<(int Column, int Row)>();
        for (int i = 0, next = 2; i < points.Length; i += 2, next = (next + 2) % points.Length)
            Cross(Grid(points[i]), Grid(points[i + 1]), Grid(points[next]), Grid(points[next + 1]), width, height, crossings);
        crossings.Sort();

        // A closed line crosses a column an even number of times.
        for (var i = 0; i + 1 < crossings.Count; i += 2)
            for (var row = crossings[i].Row; row < crossings[i + 1].Row; row++) indices[row * width + crossings[i].Column] = index;
    }

    /// <summary>A coordinate in fifths of a pixel.</summary>
    private static long Grid(double coordinate) => (long)(Scale * Math.Clamp(coordinate, -Farthest, Farthest) + 0.5);

    /// <summary>Adds the columns whose middle an edge crosses, with the first row below the crossing.</summary>
    private static void Cross(
        long x0, long y0, long x1, long y1, int width, int height, List<(int Column, int Row)> crossings)
    {
        var (across, down) = (Math.Abs(x1 - x0), Math.Abs(y1 - y0));
        var isFlat = across >= down;
        if (isFlat ? x0 > x1 : y0 > y1) (x0, y0, x1, y1) = (x1, y1, x0, y0);
        var (low, high) = (Math.Min(x0, x1), Math.Max(x0, x1));

        // The middle of a column lies between the points Scale · column + Middle and the next one.
        var first = Math.Max(0, (low - Middle + Scale - 1) / Scale);
        for (var column = first; column < width && Scale * column + Middle < high; column++)
        {
            var left = Scale * column + Middle;
            var upper = isFlat
                ? Math.Min(Point(y0, y1, across, left - x0), Point(y0, y1, across, left + 1 - x0))
                : y0 + StepBefore(x0, x1, down, left);
            crossings.Add(((int)column, (int)Math.Ceiling(Math.Clamp((upper + 0.5) / Scale - 0.5, 0, height))));
        }
    }

    /// <summary>The other coordinate of the point after some steps along an edge.</summary>
    private static long Point(long from, long to, long steps, long step) => (long)(from + (double)(to - from) / steps * step + 0.5);

    /// <summary>The last step along a steep edge before it goes from one side of a column's middle to the other.</summary>
    private static long StepBefore(long from, long to, long steps, long left)
    {
        var (before, after) = (0L, steps);
        while (after - before > 1)
        {
            var step = (before + after) / 2;
            var isBeyond = to > from ? Point(from, to, steps, step) > left : Point(from, to, steps, step) <= left;
            if (isBeyond) after = step; else before = step;
        }

        return before;
    }
}
