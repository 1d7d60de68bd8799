using Cutline.Training.Layers;
using TorchSharp;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Cutline.Training.Augmentation;

/// <summary>What a hand-held camera does to a photo (1, 3, H, W), and what its software does then.</summary>
internal static class Camera
{
    /// <summary>Longest way of the camera during the exposure, as a share of the photo's longer side.</summary>
    private const double LongestWay = 0.02;

    /// <summary>The mean along a straight way in any direction.</summary>
    public static Tensor Move(Tensor photo, AugmentationRandom random)
    {
        var length = Math.Max(2, random.Between(0.25, 1) * LongestWay * Math.Max(photo.shape[2], photo.shape[3]));
        var (sin, cos) = Math.SinCos(random.Between(0, Math.PI));
        var reach = (int)Math.Ceiling(length / 2);
        var (side, steps) = (2 * reach + 1, 4 * reach + 1);
        var weights = new float[side * side];
        for (var i = 0; i < steps; i++)
        {
            var along = length * ((double)i / (steps - 1) - 0.5);
            Add(weights, side, reach + along * cos, reach + along * sin, 1f / steps);
        }

        var kernel = tensor(weights, [1, 1, side, side], device: photo.device);
        var planes = F.pad(photo.permute(1, 0, 2, 3), [reach, reach, reach, reach], PaddingModes.Replicate);     // (3, 1, H', W')
        return F.conv2d(planes, kernel).permute(1, 0, 2, 3);
    }

    /// <summary>Contrast of edges, raised by an unsharp mask: bright and dark lines along outlines, as phones make them.</summary>
    public static Tensor Sharpen(Tensor photo, AugmentationRandom random)
    {
        var (sigma, amount) = (random.Between(0.6, 1.6), random.Between(0.3, 1.6));
        return photo.Plus((photo - GaussianBlur.Apply(photo, sigma)) * Held(amount)).clamp(Held(0), Held(1));
    }

    /// <summary>Adds a weight at a point between four cells.</summary>
    private static void Add(float[] cells, int side, double x, double y, float weight)
    {
        var (left, top) = ((int)x, (int)y);
        var (right, below) = ((float)(x - left), (float)(y - top));
        void Share(int column, int row, float share)
        {
            if (column < side && row < side) cells[row * side + column] += weight * share;
        }

        Share(left, top, (1 - right) * (1 - below));
        Share(left + 1, top, right * (1 - below));
        Share(left, top + 1, (1 - right) * below);
        Share(left + 1, top + 1, right * below);
    }
}
