using Cutline.Segmentation.Datasets;
using Cutline.Torch;

namespace Cutline.Training.Augmentation;

/// <summary>
/// Varies a batch of photos with their masks as tensor operations on their device. What happens to a photo is drawn from a seed, the
/// batch's number and the photo's place in it, so that a resumed run sees what an unbroken one does.
/// </summary>
/// <param name="options">Validated.</param>
public sealed class Augmenter(Augmentation options, Backgrounds backgrounds, long seed)
{
    private const int OfWholeBatch = -1;

    private static readonly Operator BatchedAffine = Operator.Find("baddbmm");

    /// <summary>
    /// Photos (N, 3, H, W) in [0, 1] and their masks → the same, varied; smaller where they are cropped. Masks are binary, (N, 1, H, W) of
    /// zeros and ones in floating point, or class indices, (N, H, W) in Int64 or UInt8, which become <see cref="ClassSet.Void"/> beyond
    /// the photo's border. What is switched off leaves every bit as it is.
    /// </summary>
    /// <param name="batch">The step's number in the whole training.</param>
    /// <exception cref="ArgumentException">Photos or masks are of another shape or element type.</exception>
    public (Tensor Photos, Tensor Masks) Apply(Tensor photos, Tensor masks, long batch)
    {
        if (options == Augmentation.None) return (photos, masks);
        Check(photos, masks);
        using var scope = new TensorScope();
        using var _ = LibTorch.NoGrad();
        var (n, height, width) = ((int)photos.Shape[0], (int)photos.Shape[2], (int)photos.Shape[3]);
        var kept = (Width: Kept(width), Height: Kept(height));
        var random = Enumerable.Range(0, n).Select(i => Draws.Of(seed, batch, i)).ToArray();
        var drawn = Array.ConvertAll(random, r => Variation.Draw(options, r, (width, height), kept));
        var given = photos;
        if (options.Warps)
        {
            var grid = Warp.Grid(Array.ConvertAll(drawn, v => v.Map), kept.Height, kept.Width, photos.Device);            // (N, H, W, 2)
            (photos, masks) = Warp.Read(photos, masks, grid);
        }
        else if (options.Moves)
        {
            (photos, masks) = (Warp.Shuffle(photos, drawn, kept.Height, kept.Width), Warp.Shuffle(masks, drawn, kept.Height, kept.Width));
        }

        if (ReferenceEquals(photos, given)) photos = photos.Clone(); // what follows writes into it
        if (masks.Rank == 4) Each(photos, drawn, v => v.Placed, (photo, _, i) => Place(photo, masks.Narrow(0, i, 1), random[i]));
        if (options.Recolours) photos = Recolour(photos, drawn);
        if (options.Gamma > 0)
        {
            photos = photos.Clamp(0, 1);
            Each(photos, drawn, _ => true, (photo, v, _) => photo.CopyFrom(photo.Pow(v.Gamma)));
        }

        Each(photos, drawn, v => v.Blur > 0, (photo, v, _) => photo.CopyFrom(Blur(photo, v.Blur)));
        if (options.Noise > 0) photos += Noise(photos, drawn, Draws.Of(seed, batch, OfWholeBatch));
        Compress(photos, drawn);
        Each(photos, drawn, v => v.Hole is { Width: > 0, Height: > 0 }, (photo, v, _) => Cover(photo, v.Hole));
        return (scope.Keep(photos.Clamp(0, 1).ChannelsLast()), scope.Keep(masks));
    }

    private static void Check(Tensor photos, Tensor masks)
    {
        long[] of = photos.Shape, mask = masks.Shape;
        var fits = photos.DType == DType.Float32 && of.Length == 4 && of[1] == 3 && mask switch
        {
            [var n, 1, var height, var width] => masks.DType == DType.Float32 && (n, height, width) == (of[0], of[2], of[3]),
            [var n, var height, var width] => masks.DType is DType.Int64 or DType.UInt8 && (n, height, width) == (of[0], of[2], of[3]),
            _ => false,
        };
        if (!fits) throw new ArgumentException($"photos are Float32 (N, 3, H, W), and their masks Float32 (N, 1, H, W), or Int64 or UInt8 (N, H, W): not {photos} and {masks}");
    }

    private static void Each(Tensor photos, Variation[] drawn, Predicate<Variation> chosen, Action<Tensor, Variation, int> change)
    {
        for (var i = 0; i < drawn.Length; i++)
            if (chosen(drawn[i])) change(photos.Narrow(0, i, 1), drawn[i], i);
    }

    private int Kept(int side) => Math.Max(1, (int)Math.Round(side * options.Crop));

    /// <summary>Puts another background behind the car of one photo, in place, with an edge as soft as a lens makes it.</summary>
    private void Place(Tensor photo, Tensor mask, Draws random)
    {
        var behind = backgrounds.Sample((int)photo.Shape[3], (int)photo.Shape[2], random, photo.Device);          // (1, 3, H, W)
        var alpha = (F.AvgPool2d(mask, 3, 1, padding: 1, countPadding: false) * 1.5 - 0.5).Clamp(0, 1);           // pulled inwards: no old fringe
        photo.CopyFrom(behind + (photo - behind) * alpha);
    }

    private static Tensor Recolour(Tensor x, Variation[] drawn)
    {
        var (n, shape) = (drawn.Length, x.Shape);
        var matrix = Tensor.From<float>(drawn.SelectMany(v => v.Colours.Shares).ToArray(), n, 3, 3).To(x.Device);
        var offset = Tensor.From<float>(drawn.SelectMany(v => v.Colours.Offsets).ToArray(), n, 3, 1).To(x.Device);
        return BatchedAffine.Tensor(offset, matrix, x.Reshape(n, 3, shape[2] * shape[3]), 1.0, 1.0).View(shape);
    }

    private Tensor Blur(Tensor photo, double strength) => options.BlurSigma > 0
        ? GaussianBlur.Apply(photo, strength)
        : photo.Lerp(F.AvgPool2d(photo, 3, 1, padding: 1, countPadding: false), strength);

    /// <summary>The same noise for every photo of the batch, stronger in some: drawing it takes longer than all else.</summary>
    private static Tensor Noise(Tensor photos, Variation[] drawn, Draws random)
    {
        var noise = Tensor.Empty([1, .. photos.Shape[1..]]);                                                      // (1, 3, H, W)
        random.Noise(noise.Data<float>());
        return noise.To(photos.Device) * Tensor.From<float>(Array.ConvertAll(drawn, v => (float)v.Noise), drawn.Length, 1, 1, 1).To(photos.Device);
    }

    private static void Compress(Tensor photos, Variation[] drawn)
    {
        var chosen = Enumerable.Range(0, drawn.Length).Where(i => drawn[i].Jpeg > 0).ToArray();
        if (chosen.Length == 0) return;
        var indices = Tensor.From<long>(Array.ConvertAll(chosen, i => (long)i), chosen.Length).To(photos.Device);
        var stored = JpegArtefacts.Apply(photos.IndexSelect(0, indices), Array.ConvertAll(chosen, i => drawn[i].Jpeg));
        for (var i = 0; i < chosen.Length; i++) photos.Narrow(0, chosen[i], 1).CopyFrom(stored.Narrow(0, i, 1));
    }

    /// <summary>DeVries and Taylor, "Improved Regularization of Convolutional Neural Networks with Cutout", 2017; in the photo's mean colour.</summary>
    private static void Cover(Tensor photo, (int X, int Y, int Width, int Height) hole) =>
        photo.Narrow(2, hole.Y, hole.Height).Narrow(3, hole.X, hole.Width).CopyFrom(photo.Mean([2, 3], keepDim: true));
}
