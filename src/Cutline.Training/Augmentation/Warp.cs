using Cutline.Segmentation.Labels;
using Cutline.Training.Layers;
using F = TorchSharp.torch.nn.functional;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Augmentation;

/// <summary>Resamples photos and masks through a map of each, with one grid for both and one interpolation.</summary>
internal static class Warp
{
    /// <summary>
    /// The sampling points of one map for each picture, (N, height, width, 2) in coordinates of −1 to 1 across the source.
    /// </summary>
    public static Tensor Grid(IReadOnlyList<Homography> maps, int height, int width, Device device)
    {
        using var scope = NewDisposeScope();
        var x = Linear(maps, m => (m.A, m.B, m.C), height, width, device);
        var y = Linear(maps, m => (m.D, m.E, m.F), height, width, device);
        if (!maps.All(m => m.IsAffine))
        {
            var depth = Linear(maps, m => (m.G, m.H, 1), height, width, device);
            (x, y) = (x / depth, y / depth);
        }

        return stack([x, y], 3).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Photos (N, 3, h, w) → (N, 3, H, W), bilinear, black beyond the border as in a letterbox. Binary masks (N, 1, h, w) are interpolated
    /// with them and cut at one half, background beyond the border; class indices (N, h, w) are those of the nearest pixel,
    /// <see cref="ClassSet.Void"/> beyond the border. Element types stay.
    /// </summary>
    public static (Tensor Photos, Tensor Masks) Read(Tensor photos, Tensor masks, Tensor grid)
    {
        if (masks.dim() == 4)
        {
            var both = Sample(cat([photos, masks], 1), grid, GridSampleMode.Bilinear);           // (N, 4, H, W)
            return (both.narrow(1, 0, 3), both.narrow(1, 3, 1).ge(Held(0.5)).to_type(masks.dtype));
        }

        // Void becomes 0, like everything beyond the border.
        var belowVoid = masks.unsqueeze(1).to_type(ScalarType.Float32) - Held(ClassSet.Void);
        var indices = Sample(belowVoid, grid, GridSampleMode.Nearest).Plus(ClassSet.Void).to_type(masks.dtype).squeeze(1);
        return (Sample(photos, grid, GridSampleMode.Bilinear), indices);
    }

    /// <summary>Mirrored and cropped copies, pixel for pixel, of pictures whose last dimensions are height and width.</summary>
    public static Tensor Copy(Tensor pictures, IReadOnlyList<AugmentationSample> drawn, int height, int width)
    {
        using var scope = NewDisposeScope();
        var (down, across) = (pictures.dim() - 2, pictures.dim() - 1);
        var parts = drawn.Select((v, i) =>
        {
            var part = pictures.narrow(0, i, 1);
            if (v.Mirrored) part = part.flip(across);
            if (v.UpsideDown) part = part.flip(down);
            return part.narrow(down, v.Corner.Y, height).narrow(across, v.Corner.X, width);
        });
        return cat([.. parts], 0).MoveToOuterDisposeScope();
    }

    private static Tensor Sample(Tensor x, Tensor grid, GridSampleMode mode) =>
        F.grid_sample(x, grid, mode, GridSamplePaddingMode.Zeros, align_corners: false);

    /// <summary>a·x + b·y + c at the pixels' centres, (N, height, width).</summary>
    private static Tensor Linear(
        IReadOnlyList<Homography> maps, Func<Homography, (double A, double B, double C)> row, int height, int width, Device device)
    {
        var n = maps.Count;
        var (across, down) = (new float[n * width], new float[n * height]);
        for (var i = 0; i < n; i++)
        {
            var (a, b, c) = row(maps[i]);
            for (var x = 0; x < width; x++) across[i * width + x] = (float)(a * ((2 * x + 1.0) / width - 1));
            for (var y = 0; y < height; y++) down[i * height + y] = (float)(b * ((2 * y + 1.0) / height - 1) + c);
        }

        return tensor(across, [n, 1, width], device: device).Plus(tensor(down, [n, height, 1], device: device));
    }
}
