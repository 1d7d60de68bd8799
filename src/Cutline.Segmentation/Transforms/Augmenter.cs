using Cutline.Segmentation.Datasets;
using Cutline.Torch;

namespace Cutline.Segmentation.Transforms;

/// <summary>
/// Varies a batch of photos with their masks as tensor operations on their device. What happens is drawn from a seed
/// and the batch's number, so that a resumed run sees what an unbroken one does.
/// </summary>
public sealed class Augmenter(Augmentation options, Backgrounds backgrounds, long seed)
{
    private static readonly double[] Luminance = [0.299, 0.587, 0.114]; // ITU-R BT.601
    private static readonly Operator BatchedAffine = Operator.Find("baddbmm");

    /// <summary>Photos (N, 3, H, W) in [0, 1] and masks (N, 1, H, W) of zeros and ones → the same, varied.</summary>
    public (Tensor Photos, Tensor Masks) Apply(Tensor photos, Tensor masks, long batch)
    {
        if (options == Augmentation.None) return (photos, masks);
        using var scope = new TensorScope();
        using var _ = LibTorch.NoGrad();
        var random = new Draws(SplitMix64.Of(seed, batch));
        (photos, masks) = Move(photos, masks, random);
        for (var i = 0; i < photos.Shape[0]; i++)
            if (random.Chance(options.Background)) Place(photos.Narrow(0, i, 1), masks.Narrow(0, i, 1), random);
        photos = Recolour(photos, random);
        for (var i = 0; i < photos.Shape[0]; i++)
            if (random.Chance(options.Blur)) Blur(photos.Narrow(0, i, 1), random.Between(0.3, 1));
        if (options.Noise > 0) photos += Noise(photos, random);
        return (scope.Keep(photos.Clamp(0, 1).ChannelsLast()), scope.Keep(masks));
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

    /// <summary>Puts another background behind the car of one photo, in place, with an edge as soft as a lens makes it.</summary>
    private void Place(Tensor photo, Tensor mask, Draws random)
    {
        var behind = backgrounds.Sample((int)photo.Shape[3], (int)photo.Shape[2], random, photo.Device);          // (1, 3, H, W)
        var alpha = (F.AvgPool2d(mask, 3, 1, padding: 1, countPadding: false) * 1.5 - 0.5).Clamp(0, 1);           // pulled inwards: no old fringe
        photo.CopyFrom(behind + (photo - behind) * alpha);
    }

    /// <summary>
    /// Saturation, then contrast, then brightness and tint. Each maps a colour linearly, so that together they are one 3×3 matrix
    /// and an offset for each photo.
    /// </summary>
    private Tensor Recolour(Tensor x, Draws random)
    {
        var (n, shape) = ((int)x.Shape[0], x.Shape);
        var (matrices, offsets) = (new float[n * 9], new float[n * 3]);
        for (var i = 0; i < n; i++)
        {
            var saturation = random.Chance(options.Grey) ? 0 : random.Around(1, options.Saturation);
            var contrast = random.Around(1, options.Contrast);
            var brightness = random.Around(1, options.Brightness);
            for (var to = 0; to < 3; to++)
            {
                var gain = brightness * random.Around(1, options.Tint);
                for (var from = 0; from < 3; from++)
                    matrices[i * 9 + to * 3 + from] = (float)(gain * contrast * ((1 - saturation) * Luminance[from] + (to == from ? saturation : 0)));
                offsets[i * 3 + to] = (float)(gain * (1 - contrast) / 2);
            }
        }

        var (matrix, offset) = (Tensor.From<float>(matrices, n, 3, 3).To(x.Device), Tensor.From<float>(offsets, n, 3, 1).To(x.Device));
        return BatchedAffine.Tensor(offset, matrix, x.Reshape(n, 3, shape[2] * shape[3]), 1.0, 1.0).View(shape);
    }

    private static void Blur(Tensor photo, double strength) =>
        photo.CopyFrom(photo.Lerp(F.AvgPool2d(photo, 3, 1, padding: 1, countPadding: false), strength));

    /// <summary>The same noise for every photo of the batch, stronger in some: drawing it takes longer than all else.</summary>
    private Tensor Noise(Tensor photos, Draws random)
    {
        var strength = random.Many((int)photos.Shape[0], () => (float)random.Between(0, options.Noise));
        var noise = Tensor.RandN([1, .. photos.Shape[1..]], DType.Float32, photos.Device);                        // (1, 3, H, W)
        return noise * Tensor.From<float>(strength, strength.Length, 1, 1, 1).To(photos.Device);
    }
}
