namespace Cutline.Studio.Geometry;

/// <summary>A point in a photo, in pixels from its top left corner; the centre of the first pixel is (0.5, 0.5).</summary>
public readonly record struct Point(double X, double Y)
{
    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);

    public static Point operator *(Point a, double by) => new(a.X * by, a.Y * by);

    /// <summary>
    /// The cross product: twice the signed area of the triangle (origin, a, b); positive where b is clockwise of a on the screen.
    /// </summary>
    internal static double Cross(Point a, Point b) => a.X * b.Y - a.Y * b.X;

    /// <summary>The distance from the origin.</summary>
    internal double Length => Math.Sqrt(X * X + Y * Y);
}
