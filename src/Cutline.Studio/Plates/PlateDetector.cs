using Cutline.Imaging;
using Cutline.Studio.Mattes;

namespace Cutline.Studio.Plates;

/// <summary>
/// Detects a licence plate on a car without a model: regions that are brighter or darker than their surroundings at one of many thresholds
/// (after Matas 2002, maximally stable extremal regions) are enclosed by quadrilaterals, and the one with the best score is returned.
/// </summary>
public static class PlateDetector
{
    private const int FirstThreshold = 24, LastThreshold = 236, Step = 9;

    /// <summary>Range of a plate's area, as a fraction of the square of the car's height.</summary>
    private const double SmallestArea = 0.001, LargestArea = 0.08;

    /// <summary>Smallest area of a plate, in pixels.</summary>
    private const int FewestPixels = 60;

    /// <summary>Smallest confidence of a detection; below it, something else is more likely.</summary>
    public const double LeastConfidence = 0.33;

    /// <summary>Detects the plate of the car in a photo.</summary>
    /// <param name="photo">RGB.</param>
    /// <param name="matte">The matte of the car, of this photo.</param>
    /// <returns>Null where no candidate reaches <see cref="LeastConfidence"/>.</returns>
    public static DetectedPlate? Detect(Photo photo, Matte matte)
    {
        var picture = new LumaImage(photo, matte);
        var candidates = Candidates(picture);
        if (candidates.Count == 0) return null;
        var best = candidates.MaxBy(c => c.Confidence)!;
        return best.Confidence < LeastConfidence ? null : best with { Corners = best.Corners.Each(picture.ToPhoto) };
    }

    /// <summary>All candidates with a score above 0, in coordinates of the luma picture.</summary>
    internal static List<DetectedPlate> Candidates(LumaImage picture)
    {
        var found = new List<DetectedPlate>();
        var cells = new bool[picture.Width * picture.Height];
        var labels = new int[cells.Length];
        var square = picture.CarHeight * picture.CarHeight;
        var (least, most) = (Math.Max(FewestPixels, (int)(SmallestArea * square)), (int)(LargestArea * square));
        for (var threshold = FirstThreshold; threshold <= LastThreshold; threshold += Step)
        {
            foreach (var bright in (bool[])[true, false])
            {
                for (var i = 0; i < cells.Length; i++) cells[i] = picture.Car[i] && picture.Values[i] >= threshold == bright;
                foreach (var blob in Blob.Of(cells, picture.Width, labels, least, most))
                {
                    if (ConvexOutline.FourSides(ConvexOutline.Of(blob.Rows, blob.Top)) is not { IsConvex: true } quad) continue;
                    var score = PlateScore.Of(picture, blob, quad, bright);
                    if (score.Total > 0) found.Add(new(quad, score.Total));
                }
            }
        }

        return found;
    }
}
