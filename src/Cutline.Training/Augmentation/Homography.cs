namespace Cutline.Training.Augmentation;

/// <summary>
/// A projective map of the plane: (x, y) → (A·x + B·y + C, D·x + E·y + F) / (G·x + H·y + 1), in coordinates of −1 to 1 across a picture,
/// from outer edge to outer edge. Maps go from a point of the result to the point of the photo that is seen there.
/// </summary>
internal readonly record struct Homography(double A, double B, double C, double D, double E, double F, double G = 0, double H = 0)
{
    public static Homography Identity { get; } = new(1, 0, 0, 0, 1, 0);

    public bool IsAffine => G == 0 && H == 0;

    /// <summary>Applies the second map, then the first: a · b maps p to a(b(p)).</summary>
    public static Homography operator *(Homography a, Homography b)
    {
        var one = a.G * b.C + a.H * b.F + 1;
        return new(
            (a.A * b.A + a.B * b.D + a.C * b.G) / one, (a.A * b.B + a.B * b.E + a.C * b.H) / one, (a.A * b.C + a.B * b.F + a.C) / one,
            (a.D * b.A + a.E * b.D + a.F * b.G) / one, (a.D * b.B + a.E * b.E + a.F * b.H) / one, (a.D * b.C + a.E * b.F + a.F) / one,
            (a.G * b.A + a.H * b.D + b.G) / one, (a.G * b.B + a.H * b.E + b.H) / one);
    }

    /// <summary>Shows a part of the photo, given by half its width and height and its centre.</summary>
    public static Homography Part(double halfWidth, double halfHeight, double x, double y) => new(halfWidth, 0, x, 0, halfHeight, y);

    /// <summary>
    /// Rotates, and enlarges by a scale. Right angles in pixels stay right angles, whatever the aspect (width over height).
    /// </summary>
    public static Homography Turn(double degrees, double scale, double aspect)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return new(cos / scale, -sin / scale / aspect, 0, sin / scale * aspect, cos / scale, 0);
    }

    /// <summary>Shears vertical lines by one angle, then horizontal ones by another, measured in pixels whatever the aspect.</summary>
    public static Homography Shear(double degreesX, double degreesY, double aspect)
    {
        var (x, y) = (Math.Tan(degreesX * Math.PI / 180) / aspect, Math.Tan(degreesY * Math.PI / 180) * aspect);
        return new Homography(1, x, 0, 0, 1, 0) * new Homography(1, 0, 0, y, 1, 0);
    }

    /// <summary>
    /// Shows these points of the photo at the corners of the result: top left, top right, bottom right, bottom left.
    /// P. Heckbert, "Fundamentals of Texture Mapping and Image Warping", 1989, section 2.2.3.
    /// </summary>
    public static Homography Corners((double X, double Y) a, (double X, double Y) b, (double X, double Y) c, (double X, double Y) d)
    {
        var (bc, dc, sum) = (
            (X: b.X - c.X, Y: b.Y - c.Y), (X: d.X - c.X, Y: d.Y - c.Y), (X: a.X - b.X + c.X - d.X, Y: a.Y - b.Y + c.Y - d.Y));
        var area = bc.X * dc.Y - dc.X * bc.Y;
        var (g, h) = ((sum.X * dc.Y - dc.X * sum.Y) / area, (bc.X * sum.Y - sum.X * bc.Y) / area);
        var ofUnitSquare = new Homography(
            b.X - a.X + g * b.X, d.X - a.X + h * d.X, a.X, b.Y - a.Y + g * b.Y, d.Y - a.Y + h * d.Y, a.Y, g, h);
        return ofUnitSquare * Part(0.5, 0.5, 0.5, 0.5);
    }

    public (double X, double Y) Of(double x, double y)
    {
        var one = G * x + H * y + 1;
        return ((A * x + B * y + C) / one, (D * x + E * y + F) / one);
    }
}
