using Cutline.Studio.Plates;

namespace Cutline.Web.Endpoints;

/// <summary>The licence plate of a photo, in the API.</summary>
/// <param name="Corners">x and y of each corner, rounded to a tenth of a pixel; null where no plate was detected.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record PlateResponse(double[][]? Corners, double Confidence)
{
    internal static PlateResponse Of(DetectedPlate? plate) => plate is null
        ? new(null, 0)
        : new([.. plate.Corners.Corners.Select(c => (double[])[Math.Round(c.X, 1), Math.Round(c.Y, 1)])], Math.Round(plate.Confidence, 3));
}
