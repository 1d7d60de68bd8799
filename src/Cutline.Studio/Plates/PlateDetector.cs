using Cutline.Imaging;
using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;

namespace Cutline.Studio.Plates;

/// <summary>
/// Detects the number plate of a car with a model, which looks twice: at the whole car, and closely at each place where it may have seen
/// one. The quadrilateral around what the closer look shows is the plate.
/// </summary>
/// <param name="model">Predicts where plates are; called from the thread that calls <see cref="Detect"/>.</param>
/// <param name="leastConfidence">
/// Smallest confidence of a detection, 0 to 1, as the model's file names it; null for <see cref="LeastConfidence"/>.
/// </param>
public sealed class PlateDetector(PlateModel model, double? leastConfidence = null)
{
    /// <summary>Smallest confidence of a detection, where the model does not name its own.</summary>
    public const double LeastConfidence = 0.6;

    /// <summary>The margin around the car in the first look, as a fraction of its width and height.</summary>
    private const double Margin = 0.06;

    /// <summary>Probability from which on a place is looked at again, and the one where the plate's edge is.</summary>
    private const float Suspected = 0.25f, Edge = 0.5f;

    /// <summary>Fewest cells of a place in the first look, and of a plate in the second.</summary>
    private const int FewestCells = 12, FewestCloseCells = 120;

    /// <summary>The number of places that are looked at again.</summary>
    private const int Places = 3;

    /// <summary>Smallest share of a plate that lies on the car; the outline may leave out a part of a bumper.</summary>
    private const double LeastOnCar = 0.3;

    /// <summary>The second look is at least this many times as wide and as high as what was seen.</summary>
    private const double Closeness = 3;

    /// <summary>The shape of a look: width to height.</summary>
    private const double Shape = 1.4;

    /// <summary>A part of a photo that is lower or narrower shows no plate.</summary>
    private const int SmallestSide = 8;

    /// <summary>
    /// Limits of a plate's height, width and depth below the roof as fractions of the car's height: plates are 11 to 20 cm by 30 to 52 cm,
    /// cars 1.2 to 3 m high. The upper two and the depth hold where the whole car is in the photo.
    /// </summary>
    private const double LeastHeight = 0.025, MostHeight = 0.3, MostWidth = 0.75, LeastDepth = 0.3;

    /// <summary>Largest share of what is seen of a car that a plate fills, however close the photo is.</summary>
    private const double MostOfCar = 0.5;

    /// <summary>How much of a quadrilateral a plate fills; confidence is in proportion below it.</summary>
    private const double Filled = 0.85;

    /// <summary>Detects the plate of the car in a photo.</summary>
    /// <param name="photo">RGB.</param>
    /// <param name="matte">The matte of the car, of this photo.</param>
    /// <returns>Null where the model sees none of which it is certain enough.</returns>
    public DetectedPlate? Detect(Photo photo, Matte matte)
    {
        var (car, least) = (matte.Bounds, leastConfidence ?? LeastConfidence);
        var (across, down) = (Margin * car.Width, Margin * car.Height);
        if (Within(photo, new(car.X - across, car.Y - down), new(car.Right + across, car.Bottom + down)) is not { } whole) return null;
        var first = new PlateView(photo, whole, model);
        return first.Components(Suspected, FewestCells).Where(place => first.ShareOn(matte, place) >= LeastOnCar).Take(Places)
            .Select(place => Closely(photo, whole, first, place))
            .Where(plate => plate?.Confidence >= least && HasSizeOfPlate(plate.Corners, car, photo)).MaxBy(plate => plate!.Confidence);
    }

    private static bool HasSizeOfPlate(Quad plate, Box car, Photo photo)
    {
        var (height, width, depth) = (plate.Height / car.Height, plate.Width / car.Height, (plate.Centre.Y - car.Y) / car.Height);
        if (height < LeastHeight || plate.Area > MostOfCar * car.Width * car.Height) return false;
        var isWhole = car.X > 1 && car.Y > 1 && car.Right < photo.Width - 1 && car.Bottom < photo.Height - 1;
        return !isWhole || (height <= MostHeight && width <= MostWidth && depth >= LeastDepth);
    }

    /// <summary>Looks at a place again; the confidence is the geometric mean of both looks.</summary>
    private DetectedPlate? Closely(Photo photo, Box whole, PlateView first, Blob place)
    {
        var (from, to) = first.Around(place);
        var width = Math.Min(whole.Width, Closeness * Math.Max(to.X - from.X, Shape * (to.Y - from.Y)));
        var (centre, half) = ((from + to) * 0.5, new Point(width, width / Shape) * 0.5);
        if (Within(photo, centre - half, centre + half) is not { } part) return null;
        var view = new PlateView(photo, part, model);
        foreach (var plate in view.Components(Edge, FewestCloseCells))
        {
            var (left, right) = view.Around(plate);
            if (left.X > to.X || right.X < from.X || left.Y > to.Y || right.Y < from.Y) continue;
            if (view.Quad(plate) is not { } quad) continue;
            var close = view.Mean(plate) * Math.Min(1, quad.Filled / Filled);
            return new(quad.Corners, Math.Sqrt(first.Mean(place) * close));
        }

        return null;
    }

    /// <summary>The part of a photo between two points; null where it is too small.</summary>
    private static Box? Within(Photo photo, Point from, Point to)
    {
        var (left, top) = (Math.Max(0, (int)from.X), Math.Max(0, (int)from.Y));
        var (right, bottom) = (Math.Min(photo.Width, (int)Math.Ceiling(to.X)), Math.Min(photo.Height, (int)Math.Ceiling(to.Y)));
        return right - left < SmallestSide || bottom - top < SmallestSide ? null : new Box(left, top, right - left, bottom - top);
    }
}
