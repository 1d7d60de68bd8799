namespace Cutline.Studio.Plates;

/// <summary>Where a licence plate seems to be.</summary>
/// <param name="Corners">The plate's, in the photo's pixels.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record FoundPlate(Quad Corners, double Confidence);
