namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>One thing of a scene. Layers are painted in order, and the mask follows the same order.</summary>
/// <param name="Drawing">Its picture, as SVG.</param>
/// <param name="Silhouette">All that it covers, as filled SVG shapes without colours; empty for what lies behind every car or is transparent.</param>
/// <param name="IsCar">Whether what it covers becomes car; otherwise it hides the car behind it.</param>
public sealed record SceneLayer(string Drawing, string Silhouette = "", bool IsCar = false);
