namespace Cutline.Segmentation;

/// <summary>A sample's name, and the group that a split keeps together.</summary>
/// <param name="Name">Unique in its dataset, such as <c>00087a6bd4dc_01</c>.</param>
/// <param name="Group">
/// What several samples show in common, such as the car <c>00087a6bd4dc</c>; the name itself where samples are unrelated.
/// </param>
public sealed record SampleId(string Name, string Group);
