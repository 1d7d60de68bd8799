using Cutline.Segmentation.Datasets;
using Cutline.Torch;

namespace Cutline.Segmentation.Transforms;

/// <summary>
/// Varies a batch of photos with their masks as tensor operations on their device. What happens is drawn from a seed
/// and the batch's number, so that a resumed run sees what an unbroken one does.
/// </summary>
public sealed class Augmenter(Augmentation options, Backgrounds backgrounds, long seed)
{
    /// <summary>Photos (N, 3, H, W) in [0, 1] and masks (N, 1, H, W) of zeros and ones → the same, varied.</summary>
    public (Tensor Photos, Tensor Masks) Apply(Tensor photos, Tensor masks, long batch)
    {
        if (options == Augmentation.None) return (photos, masks);
        using var scope = new TensorScope();
        using var _ = LibTorch.NoGrad();
        var random = new Draws(SplitMix64.Of(seed, batch));
        var n = (int)photos.Shape[0];
        var replaced = random.Many(n, () => random.Chance(options.Background) ? 1f : 0f);
        (photos, masks) = Move(photos, masks, random);
        if (replaced.Contains(1f)) photos = Place(photos, masks, PerImage(replaced, photos.Device), random);
        photos = Recolour(photos, random);
        return (scope.Keep(photos.ChannelsLast()), scope.Keep(masks));
    }

    /// <summary>Flips, rotates, scales and shifts. Beyond the border there is black, as in a letterbox, and background.</summary>
    private (Tensor Photos, Tensor Masks) Move(Tensor photos, Tensor masks, Draws random)
    {
        var shape = photos.Shape;
        var (n, aspect) = (shape[0], (double)shape[3] / shape[2]);
        var theta = new float[n * 6];
        for (var i = 0; i < n; i++)
        {
            var scale = 1 / random.Between(options.ScaleDown, options.ScaleUp);
            var angle = random.Around(0, options.Rotate) * Math.PI / 180;
            var flip = random.Chance(options.Flip) ? -1 : 1;
            var (sin, cos) = (Math.Sin(angle) * scale, Math.Cos(angle) * scale);
            float[] rows =
            [
                (float)(flip * cos), (float)(-sin / aspect), (float)random.Around(0, 2 * options.Shift),
                (float)(flip * sin * aspect), (float)cos, (float)random.Around(0, 2 * options.Shift),
            ];
            rows.CopyTo(theta, i * 6);
        }

        var grid = F.AffineGrid(Tensor.From<float>(theta, n, 2, 3).To(photos.Device), n, 1, shape[2], shape[3]);   // (N, H, W, 2)
        return (F.GridSample(photos, grid), F.GridSample(masks, grid).Ge(0.5).To(DType.Float32));
    }

    /// <summary>Puts other backgrounds behind the cars of the images that are chosen, with an edge as soft as a lens makes it.</summary>
    private Tensor Place(Tensor photos, Tensor masks, Tensor chosen, Draws random)
    {
        var shape = photos.Shape;
        var behind = backgrounds.Sample((int)shape[0], (int)shape[3], (int)shape[2], random, photos.Device);      // (N, 3, H, W)
        var alpha = (F.AvgPool2d(masks, 3, 1, padding: 1, countPadding: false) * 1.5 - 0.5).Clamp(0, 1);          // pulled inwards: no old fringe
        var weight = (1 - alpha) * chosen;
        return photos * (1 - weight) + behind * weight;
    }

    private Tensor Recolour(Tensor x, Draws random)
    {
        var n = (int)x.Shape[0];
        var luminance = (x * Tensor.From<float>([0.299f, 0.587f, 0.114f], 1, 3, 1, 1).To(x.Device)).Sum([1], keepDim: true);  // (N, 1, H, W)
        var saturation = random.Many(n, () => random.Chance(options.Grey) ? 0f : (float)random.Around(1, options.Saturation));
        x = luminance + (x - luminance) * PerImage(saturation, x.Device);
        var contrast = PerImage(random.Many(n, () => (float)random.Around(1, options.Contrast)), x.Device);
        x = (x - 0.5) * contrast + 0.5;
        var gains = new float[n * 3];
        for (var i = 0; i < n; i++)
        {
            var brightness = random.Around(1, options.Brightness);
            for (var c = 0; c < 3; c++) gains[i * 3 + c] = (float)(brightness * random.Around(1, options.Tint));
        }

        x = x * Tensor.From<float>(gains, n, 3, 1, 1).To(x.Device);
        if (options.Blur > 0)
        {
            var blurred = PerImage(random.Many(n, () => random.Chance(options.Blur) ? (float)random.Between(0.3, 1) : 0), x.Device);
            x += (F.AvgPool2d(x, 3, 1, padding: 1, countPadding: false) - x) * blurred;
        }

        if (options.Noise > 0)
            x += Tensor.RandN(x.Shape, DType.Float32, x.Device) * PerImage(random.Many(n, () => (float)random.Between(0, options.Noise)), x.Device);
        return x.Clamp(0, 1);
    }

    private static Tensor PerImage(float[] values, Device device) => Tensor.From<float>(values, values.Length, 1, 1, 1).To(device);
}
