namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>An object in a scene. Picture and mask are both painted layer by layer.</summary>
/// <param name="Drawing">The object as SVG.</param>
/// <param name="Silhouette">
/// All that it covers, as filled SVG shapes without colours; empty for what lies behind every car or is transparent.
/// </param>
/// <param name="IsCar">Whether what it covers becomes car; otherwise it hides the car behind it.</param>
public sealed record SceneLayer(string Drawing, string Silhouette = "", bool IsCar = false);
