using Cutline.Studio.Geometry;

namespace Cutline.Studio.Plates;

/// <summary>The convex hull of a component, and the quadrilateral that encloses it.</summary>
internal static class ConvexOutline
{
    /// <summary>Computes the convex hull by Andrew's monotone chain.</summary>
    /// <param name="rows">For each row from <paramref name="top"/> on, the first column and the column after the last one.</param>
    /// <param name="top">The first row.</param>
    /// <returns>The corners, clockwise on the screen.</returns>
    public static List<Point> Of(ReadOnlySpan<(int Left, int Right)> rows, int top)
    {
        var (left, right) = (new List<Point>(), new List<Point>());
        for (var y = 0; y < rows.Length; y++)
        {
            foreach (var edge in (int[])[top + y, top + y + 1])
            {
                Add(left, new(rows[y].Left, edge), -1);
                Add(right, new(rows[y].Right, edge), 1);
            }
        }

        left.Reverse();
        return [.. right, .. left];
    }

    /// <summary>
    /// Reduces a convex polygon to an enclosing quadrilateral: repeatedly removes the side whose removal adds the least area.
    /// </summary>
    /// <returns>Null where the polygon has fewer than four sides, or no side can be removed.</returns>
    public static Quad? FourSides(List<Point> outline)
    {
        var corners = new List<Point>(outline);
        while (corners.Count > 4)
        {
            var (best, least, corner) = (-1, double.MaxValue, default(Point));
            for (var i = 0; i < corners.Count; i++)
            {
                var (before, from, to, after) = (
                    corners[(i + corners.Count - 1) % corners.Count], corners[i], corners[(i + 1) % corners.Count],
                    corners[(i + 2) % corners.Count]);
                var (one, other) = (from - before, to - after);
                var cross = Point.Cross(one, other);
                if (Math.Abs(cross) < 1e-9) continue;
                var along = Point.Cross(to - from, other) / cross;
                if (along < 0 || Point.Cross(one, after - to) <= 0) continue;
                var intersection = from + one * along;
                var added = Math.Abs(Point.Cross(from - intersection, to - intersection)) / 2;
                if (added < least) (best, least, corner) = (i, added, intersection);
            }

            if (best < 0) return null;
            corners[best] = corner;
            corners.RemoveAt((best + 1) % corners.Count);
        }

        return corners.Count == 4 ? FromTopLeft(corners) : null;
    }

    /// <summary>The quadrilateral of four corners in clockwise order, starting with the one nearest to the top left.</summary>
    private static Quad FromTopLeft(List<Point> corners)
    {
        var first = Enumerable.Range(0, 4).MinBy(i => corners[i].X + corners[i].Y);
        return new(corners[first], corners[(first + 1) % 4], corners[(first + 2) % 4], corners[(first + 3) % 4]);
    }

    private static void Add(List<Point> chain, Point point, int side)
    {
        if (chain is [.., var last] && last == point) return;
        while (chain is [.., var a, var b] && side * Point.Cross(b - a, point - a) <= 0) chain.RemoveAt(chain.Count - 1);
        chain.Add(point);
    }
}
