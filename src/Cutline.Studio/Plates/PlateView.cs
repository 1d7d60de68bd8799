using Cutline.Imaging;
using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;

namespace Cutline.Studio.Plates;

/// <summary>What a model of plates predicts for a part of a photo.</summary>
internal sealed class PlateView
{
    /// <summary>What is thinner than twice this share of the square root of a component's area is no plate.</summary>
    private const double Thin = 0.1;

    private readonly Box part;
    private readonly PlateMap map;

    /// <param name="photo">RGB.</param>
    /// <param name="part">Within the photo.</param>
    /// <param name="model">Predicts the part.</param>
    public PlateView(Photo photo, Box part, PlateModel model)
    {
        this.part = part;
        using var picture = photo.Crop(part.X, part.Y, part.Width, part.Height);
        map = model(picture);
    }

    /// <summary>Components at a threshold, those with the largest sum of probabilities first.</summary>
    public IEnumerable<Blob> Components(float threshold, int leastCells) =>
        map.Components(threshold, leastCells).OrderByDescending(map.Sum);

    /// <summary>The mean probability of a component, 0 to 1.</summary>
    public double Mean(Blob blob) => map.Sum(blob) / blob.Cells.Count;

    /// <summary>The rectangle around a component, in the photo.</summary>
    public (Point From, Point To) Around(Blob blob) => (ToPhoto(new(blob.Left, blob.Top)), ToPhoto(new(blob.Right, blob.Bottom)));

    /// <summary>How much of a component lies on the car, 0 to 1.</summary>
    public double ShareOn(Matte matte, Blob blob) => blob.Cells.Count(cell =>
    {
        var at = ToPhoto(new(cell % map.Width + 0.5, cell / map.Width + 0.5));
        return matte.Alpha[Math.Min((int)at.Y, matte.Height - 1) * matte.Width + Math.Min((int)at.X, matte.Width - 1)] >= 128;
    }) / (double)blob.Cells.Count;

    /// <summary>
    /// The quadrilateral that encloses a component without what is thin of it, in the photo, and how much of it the component fills,
    /// 0 to 1.
    /// </summary>
    /// <returns>Null where there is no convex one.</returns>
    public (Quad Corners, double Filled)? Quad(Blob blob)
    {
        var solid = blob.Opened(map.Width, (int)(Thin * Math.Sqrt(blob.Cells.Count)));
        return solid is not null && ConvexOutline.FourSides(ConvexOutline.Of(solid.Rows, solid.Top)) is { IsConvex: true } quad
            ? (quad.Each(ToPhoto), Math.Min(1, solid.Cells.Count / quad.Area))
            : null;
    }

    private Point ToPhoto(Point p) => new(part.X + p.X * part.Width / map.Width, part.Y + p.Y * part.Height / map.Height);
}
