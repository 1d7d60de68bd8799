using Cutline.Imaging;

namespace Cutline.Studio.Plates;

/// <summary>
/// Finds a licence plate on a car by the picture: parts brighter or darker than their surroundings at any of many thresholds
/// (Matas 2002, maximally stable extremal regions), four sides drawn around each, and the most plate-like of them.
/// </summary>
public static class PlateFinder
{
    private const int FirstThreshold = 24, LastThreshold = 236, Step = 9;

    /// <summary>Ground of a plate in squares of the car's height, and in pixels.</summary>
    private const double SmallestShare = 0.001, LargestShare = 0.08;

    private const int FewestPixels = 60;

    /// <summary>Confidence below which it is more likely something else.</summary>
    public const double Least = 0.33;

    /// <param name="photo">RGB.</param>
    /// <param name="matte">The car's, of this photo.</param>
    /// <returns>Null where nothing is likely enough to be one.</returns>
    public static FoundPlate? Find(Photo photo, Matte matte)
    {
        var picture = new Grey(photo, matte);
        var candidates = Candidates(picture);
        if (candidates.Count == 0) return null;
        var best = candidates.MaxBy(c => c.Confidence)!;
        return best.Confidence < Least ? null : best with { Corners = best.Corners.Each(picture.InPhoto) };
    }

    internal static List<FoundPlate> Candidates(Grey picture)
    {
        var found = new List<FoundPlate>();
        var cells = new bool[picture.Width * picture.Height];
        var labels = new int[cells.Length];
        var square = picture.CarHeight * picture.CarHeight;
        var (least, most) = (Math.Max(FewestPixels, (int)(SmallestShare * square)), (int)(LargestShare * square));
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
