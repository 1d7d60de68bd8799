using Cutline.Training.Layers;
using TorchSharp;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Augmentation;

/// <summary>What a wet or polished floor shows of the object above it: its mirror image below its lower edge, faint and blurred.</summary>
internal static class Reflection
{
    /// <summary>Draws the mirror image into one photo (1, 3, H, W) with a mask (1, 1, H, W), which stays as it is.</summary>
    public static Tensor Draw(Tensor photo, Tensor mask, AugmentationRandom random)
    {
        var (strength, sigma) = (random.Between(0.15, 0.5), random.Between(0.5, 2));
        if (Cutout.Bounds(mask) is not { } box) return photo;
        var height = (int)photo.shape[2];
        var map = new Homography(1, 0, 0, 0, -1, 2 * (2.0 * box.Bottom / height - 1)); // y ↦ 2 · bottom − y
        var (seen, covered) = Warp.Read(photo, mask, Warp.Grid([map], height, (int)photo.shape[3], photo.device));
        var alpha = GaussianBlur.Apply(Cutout.Alpha(covered), sigma) * Held(strength) * Cutout.Beyond(Cutout.Alpha(mask));
        return photo.Plus((GaussianBlur.Apply(seen, sigma) - photo) * alpha);
    }
}
