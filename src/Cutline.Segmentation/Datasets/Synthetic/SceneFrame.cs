namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>The picture's coordinates: <see cref="Height"/> units high, as wide as its aspect makes it, Y downwards.</summary>
/// <param name="Width">Width in units.</param>
/// <param name="Horizon">Where the ground meets what stands on it.</param>
/// <param name="Ground">Where the car's wheels touch the ground.</param>
public sealed record SceneFrame(double Width, double Horizon, double Ground)
{
    /// <summary>Every scene's height in units, whatever its pixels.</summary>
    public const double Height = 600;
}
