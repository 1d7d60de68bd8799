namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>
/// The coordinates of a scene: <see cref="Height"/> units high, with a width that follows from the aspect ratio, Y downwards.
/// </summary>
/// <param name="Width">Width in units.</param>
/// <param name="Horizon">Y of the far end of the ground.</param>
/// <param name="Ground">Y where the car's wheels touch the ground.</param>
public sealed record SceneFrame(double Width, double Horizon, double Ground)
{
    /// <summary>The height of every scene in units, whatever its size in pixels.</summary>
    public const double Height = 600;
}
