using Cutline.Studio.Geometry;

namespace Cutline.Studio.Plates;

/// <summary>A licence plate in a photo.</summary>
/// <param name="Corners">Its corners, in pixels of the photo.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record DetectedPlate(Quad Corners, double Confidence);
