namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>A car's shape from its left side, front to the left; lengths in centimetres, Y up from the ground.</summary>
/// <param name="Outline">From the bottom of the front bumper over the roof to the bottom of the rear bumper; the sill closes it.</param>
/// <param name="Glass">The side windows; the first begins at the windscreen.</param>
/// <param name="Pillars">Where pillars cross the glass.</param>
/// <param name="Seams">Where doors end, front to rear; the first is the front edge of the front door.</param>
/// <param name="TailTop">Height of the tail light's upper edge.</param>
/// <param name="TailHeight">Height of the tail light.</param>
/// <param name="Rugged">Whether sills and arches are clad in dark plastic.</param>
public sealed record CarBody(
    string Name, Corner[] Outline, Corner[][] Glass, double[] Pillars, double[] Seams,
    double FrontAxle, double RearAxle, double WheelRadius, double TailTop, double TailHeight, bool Rugged = false)
{
    public double Length => Outline.Max(c => c.X);

    public double Height => Outline.Max(c => c.Y);

    /// <summary>Height of the body's lower edge.</summary>
    public double Sill => Outline.Min(c => c.Y);

    /// <summary>The lower edge of the glass at <paramref name="x"/>, continued over the whole car.</summary>
    public double Belt(double x)
    {
        var (front, rear) = (Glass[0][0], Glass[0][^1]);
        return front.Y + (rear.Y - front.Y) * Math.Clamp((x - front.X) / (rear.X - front.X), -0.6, 1.6);
    }

    /// <summary>The same design, longer and higher by these factors; wheels stay round.</summary>
    public CarBody Stretched(double along, double up) => this with
    {
        Outline = Stretched(Outline, along, up),
        Glass = [.. Glass.Select(g => Stretched(g, along, up))],
        Pillars = [.. Pillars.Select(x => x * along)],
        Seams = [.. Seams.Select(x => x * along)],
        FrontAxle = FrontAxle * along,
        RearAxle = RearAxle * along,
        TailTop = TailTop * up,
        TailHeight = TailHeight * up,
    };

    private static Corner[] Stretched(Corner[] corners, double along, double up) =>
        [.. corners.Select(c => new Corner(c.X * along, c.Y * up, c.Radius))];
}
