namespace Cutline.Studio.Plates;

/// <summary>The convex hull of a part of a picture, and the four straight sides that go around it.</summary>
internal static class ConvexOutline
{
    /// <param name="rows">For each row from <paramref name="top"/> on, the first column of the part and the one after its last.</param>
    /// <returns>Clockwise on the screen (Andrew's monotone chain).</returns>
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

    /// <summary>The quadrilateral around a convex outline that is found by leaving out, one after the other, the side whose neighbours then enclose the least more.</summary>
    /// <returns>Null where the outline has fewer sides, or none can be left out.</returns>
    public static Quad? FourSides(List<Point> outline)
    {
        var corners = new List<Point>(outline);
        while (corners.Count > 4)
        {
            var (best, least, tip) = (-1, double.MaxValue, default(Point));
            for (var i = 0; i < corners.Count; i++)
            {
                var (before, from, to, after) = (corners[(i + corners.Count - 1) % corners.Count], corners[i], corners[(i + 1) % corners.Count], corners[(i + 2) % corners.Count]);
                var (one, other) = (from - before, to - after);
                var turn = Point.Cross(one, other);
                if (Math.Abs(turn) < 1e-9) continue;
                var along = Point.Cross(to - from, other) / turn;
                if (along < 0 || Point.Cross(one, after - to) <= 0) continue;
                var meeting = from + one * along;
                var more = Math.Abs(Point.Cross(from - meeting, to - meeting)) / 2;
                if (more < least) (best, least, tip) = (i, more, meeting);
            }

            if (best < 0) return null;
            corners[best] = tip;
            corners.RemoveAt((best + 1) % corners.Count);
        }

        return corners.Count == 4 ? FromTopLeft(corners) : null;
    }

    /// <summary>Four corners in clockwise order, beginning with the one nearest to the top left.</summary>
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
