namespace Cutline.Studio.Plates;

/// <summary>A place in a photo, pixels from its top left corner: the first pixel's centre is (0.5, 0.5).</summary>
public readonly record struct Point(double X, double Y)
{
    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);

    public static Point operator *(Point a, double by) => new(a.X * by, a.Y * by);

    /// <summary>Twice the area of the triangle from the origin; above 0 where b lies clockwise of a on the screen.</summary>
    internal static double Cross(Point a, Point b) => a.X * b.Y - a.Y * b.X;

    internal double Length => Math.Sqrt(X * X + Y * Y);
}
