namespace Cutline.Studio.Geometry;

/// <summary>
/// The projective transform from the unit square to a quadrilateral, and its inverse
/// (Heckbert 1989, "Fundamentals of Texture Mapping and Image Warping", 2.2.3).
/// </summary>
internal readonly struct Homography
{
    private readonly double a, b, c, d, e, f, g, h;

    public Homography(Quad quad)
    {
        var (p0, p1, p2, p3) = (quad.TopLeft, quad.TopRight, quad.BottomRight, quad.BottomLeft);
        var (s, u, v) = (p0 - p1 + p2 - p3, p1 - p2, p3 - p2);
        var area = Point.Cross(u, v);
        (g, h) = (Point.Cross(s, v) / area, Point.Cross(u, s) / area);
        (a, b, c) = (p1.X - p0.X + g * p1.X, p3.X - p0.X + h * p3.X, p0.X);
        (d, e, f) = (p1.Y - p0.Y + g * p1.Y, p3.Y - p0.Y + h * p3.Y, p0.Y);
    }

    /// <summary>Maps a point of the unit square to the photo.</summary>
    public Point At(double u, double v)
    {
        var w = g * u + h * v + 1;
        return new((a * u + b * v + c) / w, (d * u + e * v + f) / w);
    }

    /// <summary>Maps a point of the photo to the unit square; for points outside the quadrilateral the result is outside 0 to 1.</summary>
    public Point From(Point p)
    {
        // the adjugate of the matrix, applied to (x, y, 1)
        var u = (e - f * h) * p.X + (c * h - b) * p.Y + (b * f - c * e);
        var v = (f * g - d) * p.X + (a - c * g) * p.Y + (c * d - a * f);
        var w = (d * h - e * g) * p.X + (b * g - a * h) * p.Y + (a * e - b * d);
        return new(u / w, v / w);
    }
}
