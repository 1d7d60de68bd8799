using Cutline.Studio.Geometry;

namespace Cutline.Studio.Plates;

/// <summary>The score of a quadrilateral as a licence plate: seven criteria, each from 0 to 1.</summary>
/// <param name="Shape">Near to a rectangle of 2:1 to 4.6:1 without strong perspective.</param>
/// <param name="Size">The size of a plate relative to the car's height: 11 or 15 cm by 52 or 30 cm, for a height of 1.4 to 1.9 m.</param>
/// <param name="Filled">The region that it encloses fills it.</param>
/// <param name="Edged">An edge of one polarity, from dark to bright or the reverse, runs along all four sides.</param>
/// <param name="Written">It contains vertical strokes from side to side.</param>
/// <param name="Low">It is in the lower half of the car, below door handles, mirrors and windows.</param>
/// <param name="NotRed">It is not red, as tail lights are.</param>
internal readonly record struct PlateScore(
    double Shape, double Size, double Filled, double Edged, double Written, double Low, double NotRed)
{
    /// <summary>Samples along a side, and rows and columns that are sampled inside.</summary>
    private const int Along = 16, Rows = 9, Columns = 72;

    /// <summary>Smallest luma difference of an edge, and between strokes and their background, of 255.</summary>
    private const double Edge = 14, Ink = 22;

    /// <summary>The product of the criteria, 0 to 1; edges and strokes enter by their geometric mean.</summary>
    public double Total => Shape * Size * Filled * Low * NotRed * Math.Sqrt(Edged * Written);

    /// <summary>Computes the score.</summary>
    /// <param name="picture">The car.</param>
    /// <param name="blob">The region that the quadrilateral encloses.</param>
    /// <param name="quad">In pixels of the picture.</param>
    /// <param name="bright">Whether the region is brighter than its surroundings.</param>
    public static PlateScore Of(LumaImage picture, Blob blob, Quad quad, bool bright)
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
        var (top, right, bottom, left) = (
            quad.TopRight - quad.TopLeft, quad.BottomRight - quad.TopRight, quad.BottomRight - quad.BottomLeft,
            quad.BottomLeft - quad.TopLeft);
        double Alike(Point a, Point b) => Within(Math.Min(a.Length, b.Length) / Math.Max(a.Length, b.Length), 0.6, 0.8, 1, 1.1);
        double Lean(double along, double across) => Within(Math.Abs(across) / Math.Max(Math.Abs(along), 1e-6), -1, 0, 0.3, 0.6);
        double Parallel(Point a, Point b) => Within(Math.Abs(Point.Cross(a, b)) / (a.Length * b.Length), -1, 0, 0.12, 0.3);
        return Within(aspect, 1, 1.5, 5.2, 6.5) * Alike(top, bottom) * Alike(left, right)
            * Lean(left.Y, left.X) * Lean(right.Y, right.X) * Lean(top.X, top.Y) * Lean(bottom.X, bottom.Y)
            * Parallel(top, bottom) * Parallel(left, right);
    }

    /// <summary>
    /// The fraction of samples along the sides where luma changes in the expected direction, at the plate's edge or at that of a frame
    /// around it: the mean of the worst side and of all sides.
    /// </summary>
    private static double EdgeOf(LumaImage picture, Quad quad, bool bright)
    {
        double Share(double away) => 2 * away / (quad.Width + quad.Height);
        var inner = quad.Grown(-Share(Math.Max(2, 0.07 * quad.Height)));
        double[] frames = [1.5, Math.Max(2.5, 0.07 * quad.Height), Math.Max(3.5, 0.14 * quad.Height)];
        var outer = frames.Select(away => quad.Grown(Share(away))).ToArray();
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

    private static double RedOf(LumaImage picture, Quad quad)
    {
        var (place, sum) = (new Homography(quad), 0.0);
        for (var r = 0; r < Rows; r++)
            for (var c = 0; c < Rows; c++) sum += picture.RedAt(place.At((c + 0.5) / Rows, (r + 0.5) / Rows));
        return sum / (Rows * Rows);
    }

    /// <summary>The number of changes between background and strokes that a third of the rows reach, relative to eight.</summary>
    private static double StrokesOf(LumaImage picture, Quad quad)
    {
        var place = new Homography(quad);
        var counts = new int[Rows];
        Span<double> row = stackalloc double[Columns];
        for (var r = 0; r < Rows; r++)
        {
            var v = 0.2 + 0.6 * r / (Rows - 1);
            for (var i = 0; i < Columns; i++) row[i] = picture.At(place.At(0.06 + 0.88 * i / (Columns - 1), v));
            counts[r] = Alternations(row);
        }

        Array.Sort(counts);
        return Math.Min(1, counts[Rows * 2 / 3] / 8.0);
    }

    /// <summary>Counts the alternations of a profile by at least <see cref="Ink"/>.</summary>
    private static int Alternations(ReadOnlySpan<double> line)
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

    /// <summary>A trapezoid: 1 from b to c, falling linearly to 0 at a and d.</summary>
    private static double Within(double value, double a, double b, double c, double d) =>
        value < b ? Math.Clamp((value - a) / (b - a), 0, 1) : value > c ? Math.Clamp((d - value) / (d - c), 0, 1) : 1;
}
