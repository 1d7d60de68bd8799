using Cutline.Segmentation.Datasets;
using Cutline.Torch;

namespace Cutline.Training.Augmentation;

/// <summary>Reads pictures at the places that a map of each leads to: one grid for photos and masks, one interpolation.</summary>
internal static class Warp
{
    /// <summary>The sampling points of one map for each picture, (N, height, width, 2) in coordinates of −1 to 1 across what is read.</summary>
    public static Tensor Grid(IReadOnlyList<Homography> maps, int height, int width, Device device)
    {
        using var scope = new TensorScope();
        var (x, y) = (Linear(maps, m => (m.A, m.B, m.C), height, width, device), Linear(maps, m => (m.D, m.E, m.F), height, width, device));
        if (!maps.All(m => m.IsAffine))
        {
            var depth = Linear(maps, m => (m.G, m.H, 1), height, width, device);
            (x, y) = (x / depth, y / depth);
        }

        return scope.Keep(Tensor.Stack([x, y], 3));
    }

    /// <summary>
    /// Photos (N, 3, h, w) → (N, 3, H, W), bilinear, black beyond the border as in a letterbox. Binary masks (N, 1, h, w) go along and are
    /// cut at one half, background beyond the border; class indices (N, h, w) are those of the nearest pixel, <see cref="ClassSet.Void"/>
    /// beyond the border. Element types stay.
    /// </summary>
    public static (Tensor Photos, Tensor Masks) Read(Tensor photos, Tensor masks, Tensor grid)
    {
        if (masks.Rank == 4)
        {
            var both = F.GridSample(Tensor.Cat([photos, masks], 1), grid);                       // (N, 4, H, W)
            return (both.Narrow(1, 0, 3), both.Narrow(1, 3, 1).Ge(0.5).To(masks.DType));
        }

        var belowVoid = masks.Unsqueeze(1).To(DType.Float32) - ClassSet.Void;                    // void is 0, as everything beyond the border
        return (F.GridSample(photos, grid), (F.GridSample(belowVoid, grid, bilinear: false) + ClassSet.Void).To(masks.DType).Squeeze(1));
    }

    /// <summary>Mirrored and cropped copies, pixel for pixel, of pictures whose last dimensions are height and width.</summary>
    public static Tensor Shuffle(Tensor pictures, IReadOnlyList<Variation> drawn, int height, int width)
    {
        using var scope = new TensorScope();
        var (down, across) = (pictures.Rank - 2, pictures.Rank - 1);
        return scope.Keep(Tensor.Cat([.. drawn.Select((v, i) =>
        {
            var part = pictures.Narrow(0, i, 1);
            if (v.Mirrored) part = part.Flip(across);
            if (v.UpsideDown) part = part.Flip(down);
            return part.Narrow(down, v.Corner.Y, height).Narrow(across, v.Corner.X, width);
        })], 0));
    }

    /// <summary>a·x + b·y + c at the pixels' centres, (N, height, width).</summary>
    private static Tensor Linear(IReadOnlyList<Homography> maps, Func<Homography, (double A, double B, double C)> row, int height, int width, Device device)
    {
        var n = maps.Count;
        var (across, down) = (new float[n * width], new float[n * height]);
        for (var i = 0; i < n; i++)
        {
            var (a, b, c) = row(maps[i]);
            for (var x = 0; x < width; x++) across[i * width + x] = (float)(a * ((2 * x + 1.0) / width - 1));
            for (var y = 0; y < height; y++) down[i * height + y] = (float)(b * ((2 * y + 1.0) / height - 1) + c);
        }

        return Tensor.From<float>(across, n, 1, width).To(device) + Tensor.From<float>(down, n, height, 1).To(device);
    }
}
