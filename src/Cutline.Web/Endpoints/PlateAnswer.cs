using Cutline.Studio.Plates;

namespace Cutline.Web.Endpoints;

/// <summary>Where a photo's licence plate is.</summary>
/// <param name="Corners">x and y of each, to a tenth of a pixel; null where none was found.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record PlateAnswer(double[][]? Corners, double Confidence)
{
    internal static PlateAnswer Of(FoundPlate? plate) => plate is null
        ? new(null, 0)
        : new([.. plate.Corners.Corners.Select(c => (double[])[Math.Round(c.X, 1), Math.Round(c.Y, 1)])], Math.Round(plate.Confidence, 3));
}
