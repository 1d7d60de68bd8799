namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>
/// The shape of a car from its left side, with the front to the left. Lengths are in centimetres, Y upwards from the ground.
/// </summary>
/// <param name="Name">The name of the body style.</param>
/// <param name="Outline">From the bottom of the front bumper over the roof to the bottom of the rear bumper.</param>
/// <param name="Glass">The side windows; the first begins at the windscreen.</param>
/// <param name="Pillars">X where pillars cross the windows.</param>
/// <param name="Seams">X of the door gaps from front to rear; the first is the front edge of the front door.</param>
/// <param name="FrontAxle">X of the front axle.</param>
/// <param name="RearAxle">X of the rear axle.</param>
/// <param name="WheelRadius">The radius of the wheels.</param>
/// <param name="TailTop">Y of the upper edge of the tail light.</param>
/// <param name="TailHeight">The height of the tail light.</param>
/// <param name="Rugged">Whether sills and wheel arches have a dark plastic cladding.</param>
public sealed record CarBody(
    string Name, Corner[] Outline, Corner[][] Glass, double[] Pillars, double[] Seams,
    double FrontAxle, double RearAxle, double WheelRadius, double TailTop, double TailHeight, bool Rugged = false)
{
    /// <summary>The length of the car.</summary>
    public double Length => Outline.Max(c => c.X);

    /// <summary>The height of the car.</summary>
    public double Height => Outline.Max(c => c.Y);

    /// <summary>Y of the lower edge of the body.</summary>
    public double Sill => Outline.Min(c => c.Y);

    /// <summary>Y of the lower edge of the windows at <paramref name="x"/>, continued over the whole car.</summary>
    public double Belt(double x)
    {
        var (front, rear) = (Glass[0][0], Glass[0][^1]);
        return front.Y + (rear.Y - front.Y) * Math.Clamp((x - front.X) / (rear.X - front.X), -0.6, 1.6);
    }

    /// <summary>The same design with other proportions; the wheels stay round.</summary>
    /// <param name="along">The factor of lengths.</param>
    /// <param name="up">The factor of heights.</param>
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
