namespace Cutline.Studio.Plates;

/// <summary>How much a quadrilateral on a car looks like a licence plate, each witness from 0 to 1.</summary>
/// <param name="Shape">Near to a rectangle of 2:1 to 4.6:1, seen from not too far aside.</param>
/// <param name="Size">Of a plate's share of a car's height: 11 or 15 cm by 52 or 30 cm, of 1.4 to 1.9 m.</param>
/// <param name="Filled">The part of the picture that it was drawn around fills it.</param>
/// <param name="Edged">An edge of one kind, from dark to bright or the reverse, runs along all four sides.</param>
/// <param name="Written">Upright strokes from side to side.</param>
/// <param name="Low">In the lower half of the car, where handles, mirrors and windows are not.</param>
/// <param name="NotRed">Not a lamp's red.</param>
internal readonly record struct PlateScore(double Shape, double Size, double Filled, double Edged, double Written, double Low, double NotRed)
{
    /// <summary>Samples along a side, and rows and columns that are read inside.</summary>
    private const int Along = 16, Rows = 9, Columns = 72;

    /// <summary>Difference in shade that is an edge, and of strokes from their ground, of 255.</summary>
    private const double Edge = 14, Ink = 22;

    /// <summary>0 to 1: as good as all witnesses together, and none may be absent.</summary>
    public double Total => Shape * Size * Filled * Low * NotRed * Math.Sqrt(Edged * Written);

    public static PlateScore Of(Grey picture, Blob blob, Quad quad, bool bright)
    {
        var (width, height) = (quad.Width, quad.Height);
        return new(
            ShapeOf(quad, width / height),
            Within(height / picture.CarHeight, 0.035, 0.06, 0.13, 0.17) * Within(width / picture.CarHeight, 0.06, 0.1, 0.38, 0.48),
            Within(blob.Rows.Sum(r => r.Right - r.Left) / quad.Area, 0.72, 0.9, 1.1, 1.3),
            EdgeOf(picture, quad, bright),
            StrokesOf(picture, quad),
            Within(picture.Depth(quad.Centre), 0.4, 0.48, 1, 1.1),
            Within(RedOf(picture, quad), -1, 0, 30, 60));
    }

    private static double ShapeOf(Quad quad, double aspect)
    {
        var (top, right, bottom, left) = (quad.TopRight - quad.TopLeft, quad.BottomRight - quad.TopRight, quad.BottomRight - quad.BottomLeft, quad.BottomLeft - quad.TopLeft);
        double Alike(Point a, Point b) => Within(Math.Min(a.Length, b.Length) / Math.Max(a.Length, b.Length), 0.6, 0.8, 1, 1.1);
        double Lean(double along, double across) => Within(Math.Abs(across) / Math.Max(Math.Abs(along), 1e-6), -1, 0, 0.3, 0.6);
        double Parallel(Point a, Point b) => Within(Math.Abs(Point.Cross(a, b)) / (a.Length * b.Length), -1, 0, 0.12, 0.3);
        return Within(aspect, 1, 1.5, 5.2, 6.5) * Alike(top, bottom) * Alike(left, right) * Lean(left.Y, left.X) * Lean(right.Y, right.X) * Lean(top.X, top.Y) * Lean(bottom.X, bottom.Y)
            * Parallel(top, bottom) * Parallel(left, right);
    }

    /// <summary>The share of places along the sides where the shade changes as it should, at the plate's end or at that of a frame around it; the worst side counts as much as all.</summary>
    private static double EdgeOf(Grey picture, Quad quad, bool bright)
    {
        double Share(double away) => 2 * away / (quad.Width + quad.Height);
        var inner = quad.Grown(-Share(Math.Max(2, 0.07 * quad.Height)));
        Quad[] outer = [quad.Grown(Share(1.5)), quad.Grown(Share(Math.Max(2.5, 0.07 * quad.Height))), quad.Grown(Share(Math.Max(3.5, 0.14 * quad.Height)))];
        var (worst, all) = (1.0, 0.0);
        for (var side = 0; side < 4; side++)
        {
            var kept = 0;
            for (var i = 0; i < Along; i++)
            {
                var t = 0.08 + 0.84 * i / (Along - 1);
                double At(Quad q) => picture.At(q.Corners[side] * (1 - t) + q.Corners[(side + 1) % 4] * t);
                var inside = At(inner);
                if (outer.Max(q => bright ? inside - At(q) : At(q) - inside) >= Edge) kept++;
            }

            var share = (double)kept / Along;
            (worst, all) = (Math.Min(worst, share), all + share / 4);
        }

        return (worst + all) / 2;
    }

    private static double RedOf(Grey picture, Quad quad)
    {
        var (place, sum) = (new Homography(quad), 0.0);
        for (var r = 0; r < Rows; r++)
            for (var c = 0; c < Rows; c++) sum += picture.RedAt(place.At((c + 0.5) / Rows, (r + 0.5) / Rows));
        return sum / (Rows * Rows);
    }

    /// <summary>How many times a row through the middle changes between ground and ink, at a third of the rows or more; eight times is a full word.</summary>
    private static double StrokesOf(Grey picture, Quad quad)
    {
        var place = new Homography(quad);
        var counts = new int[Rows];
        Span<double> row = stackalloc double[Columns];
        for (var r = 0; r < Rows; r++)
        {
            var v = 0.2 + 0.6 * r / (Rows - 1);
            for (var i = 0; i < Columns; i++) row[i] = picture.At(place.At(0.06 + 0.88 * i / (Columns - 1), v));
            counts[r] = Changes(row);
        }

        Array.Sort(counts);
        return Math.Min(1, counts[Rows * 2 / 3] / 8.0);
    }

    /// <summary>Turns of a line that goes up and down by at least an ink's difference.</summary>
    private static int Changes(ReadOnlySpan<double> line)
    {
        var (low, high, way, changes) = (line[0], line[0], 0, 0);
        foreach (var value in line)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
            if (way <= 0 && value > low + Ink) (way, high, changes) = (1, value, changes + 1);
            else if (way >= 0 && value < high - Ink) (way, low, changes) = (-1, value, changes + 1);
            if (way > 0) low = value < high ? low : value;
            if (way < 0) high = value > low ? high : value;
        }

        return changes;
    }

    /// <summary>1 from b to c, falling to 0 at a and d.</summary>
    private static double Within(double value, double a, double b, double c, double d) =>
        value < b ? Math.Clamp((value - a) / (b - a), 0, 1) : value > c ? Math.Clamp((d - value) / (d - c), 0, 1) : 1;
}
