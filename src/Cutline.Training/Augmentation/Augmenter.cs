using Cutline.Segmentation.Labels;
using Cutline.Training.Layers;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Augmentation;

/// <summary>
/// Varies a batch of photos with their masks by tensor operations on their device. What a photo gets is drawn from a seed, the number of
/// the batch and the photo's place in it, so that a resumed run sees what an unbroken one does.
/// </summary>
public sealed class Augmenter
{
    private const int OfWholeBatch = -1;

    /// <summary>Changes whose random numbers are of their own streams, numbered after any step that a user may add.</summary>
    private enum Effect
    {
        Fill = 1 << 24, Neighbour, Reflection, Occluder, Night, MotionBlur, Sharpen, CopyPaste,
    }

    private readonly AugmentationOptions options;
    private readonly Backgrounds backgrounds;
    private readonly long seed;
    private readonly AugmentationStep[] steps;

    /// <param name="backgrounds">For <see cref="AugmentationOptions.Background"/>.</param>
    /// <param name="steps">Further changes, made after those of the options, in this order.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public Augmenter(AugmentationOptions options, Backgrounds backgrounds, long seed, params IEnumerable<AugmentationStep> steps) =>
        (this.options, this.backgrounds, this.seed, this.steps) = (options.Validated(), backgrounds, seed, [.. steps]);

    /// <summary>
    /// Photos (N, 3, H, W) in [0, 1] and their masks → the same, varied; smaller where they are cropped. Masks are binary, (N, 1, H, W) of
    /// zeros and ones in floating point, perhaps with 255 (void), or class indices, (N, H, W) in Int64 or UInt8, which become void beyond
    /// the border of the photo. Where nothing is switched on, the given tensors are returned; they are never written into.
    /// </summary>
    /// <param name="batch">The number of the optimizer step in the whole training.</param>
    /// <exception cref="ArgumentException">Photos or masks are of another shape or element type.</exception>
    public (Tensor Photos, Tensor Masks) Apply(Tensor photos, Tensor masks, long batch)
    {
        if (options == AugmentationOptions.None && steps.Length == 0) return (photos, masks);
        Check(photos, masks, "the batch");
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var given = masks;
        (photos, masks) = Paste(photos, masks, batch);
        var (varied, moved) = masks.dim() == 4 && masks.gt(Held(1)).any().item<bool>()
            ? VaryAroundVoid(photos, masks, batch)
            : Vary(photos, masks, batch);
        return (varied.MoveToOuterDisposeScope(), ReferenceEquals(moved, given) ? given : moved.MoveToOuterDisposeScope());
    }

    /// <summary>All changes but copy-paste, in the scope of the caller.</summary>
    private (Tensor Photos, Tensor Masks) Vary(Tensor photos, Tensor masks, long batch)
    {
        var (varied, moved) = options == AugmentationOptions.None ? (photos.clone(), masks) : ApplyOptions(photos, masks, batch);
        foreach (var (i, step) in steps.Index())
        {
            var places = Enumerable.Range(0, (int)photos.shape[0]);
            (varied, moved) = step.Apply(varied, moved, [.. places.Select(place => AugmentationRandom.Of(seed, batch, place, i))]);
            Check(varied, moved, step.GetType().Name);
        }

        var clamped = varied.clamp(Held(0), Held(1)).permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2); // (N, 3, H, W), channels-last
        return (clamped, moved);
    }

    /// <summary>
    /// Binary masks with void, varied twice and alike: with void as background, and as object, which it then moves with. Pixels that are
    /// the same in both are so, all others are void.
    /// </summary>
    private (Tensor Photos, Tensor Masks) VaryAroundVoid(Tensor photos, Tensor masks, long batch)
    {
        var (_, inner) = Vary(photos, masks.masked_fill(masks.gt(Held(1)), Held(0)), batch);
        var (varied, outer) = Vary(photos, masks.gt(Held(0)).to_type(masks.dtype), batch);
        return (varied, outer.masked_fill(outer.gt(inner), Held(ClassSet.Void)));
    }

    /// <summary>Pastes objects of another photo of the batch into those that are chosen; the given tensors where none is.</summary>
    private (Tensor Photos, Tensor Masks) Paste(Tensor photos, Tensor masks, long batch)
    {
        var n = (int)photos.shape[0];
        if (options.CopyPaste == 0 || n < 2) return (photos, masks);
        var (pasted, labels) = (photos.clone(), masks.clone());
        Chosen(Effect.CopyPaste, options.CopyPaste, n, batch, (i, r) =>
        {
            var other = (i + 1 + r.Below(n - 1)) % n;
            var (photo, mask) = CopyPaste.Place(
                photos.narrow(0, i, 1), masks.narrow(0, i, 1), photos.narrow(0, other, 1), masks.narrow(0, other, 1), r);
            pasted.narrow(0, i, 1).copy_(photo);
            labels.narrow(0, i, 1).copy_(mask);
        });
        return (pasted, labels);
    }

    private (Tensor Photos, Tensor Masks) ApplyOptions(Tensor photos, Tensor masks, long batch)
    {
        var (n, height, width) = ((int)photos.shape[0], (int)photos.shape[2], (int)photos.shape[3]);
        var kept = (Width: Kept(width), Height: Kept(height));
        var random = Enumerable.Range(0, n).Select(i => AugmentationRandom.Of(seed, batch, i)).ToArray();
        var drawn = Array.ConvertAll(random, r => AugmentationSample.Draw(options, r, (width, height), kept));
        Tensor? grid = null;
        if (options.Warps)
        {
            grid = Warp.Grid(Array.ConvertAll(drawn, v => v.Map), kept.Height, kept.Width, photos.device);            // (N, H, W, 2)
            (photos, masks) = Warp.Read(photos, masks, grid);
        }
        else if (options.Moves)
        {
            (photos, masks) = (Warp.Copy(photos, drawn, kept.Height, kept.Width), Warp.Copy(masks, drawn, kept.Height, kept.Width));
        }
        else
        {
            photos = photos.clone(); // the following operations write into it
        }

        if (masks.dim() == 4)
        {
            Each(photos, drawn, v => v.Placed, (photo, _, i) => Place(photo, masks.narrow(0, i, 1), random[i]));
            if (grid is not null)
            {
                Chosen(Effect.Fill, options.Fill, n, batch, (i, r) =>
                {
                    if (!drawn[i].Placed) Fill(photos.narrow(0, i, 1), grid.narrow(0, i, 1), r);
                });
            }

            (photos, masks) = Surround(photos, masks, batch);
        }

        if (options.Recolours) photos = Recolour(photos, drawn);
        if (options.Gamma > 0)
        {
            photos = photos.clamp(Held(0), Held(1));
            Each(photos, drawn, _ => true, (photo, v, _) => photo.copy_(photo.pow(Held(v.Gamma))));
        }

        void Change(Effect effect, double probability, Func<Tensor, AugmentationRandom, Tensor> change) =>
            Chosen(effect, probability, n, batch, (i, r) =>
            {
                var photo = photos.narrow(0, i, 1);
                photo.copy_(change(photo.clamp(Held(0), Held(1)), r));
            });
        Change(Effect.Night, options.Night, Night.Fall);
        Each(photos, drawn, v => v.Blur > 0, (photo, v, _) => photo.copy_(Blur(photo, v.Blur)));
        Change(Effect.MotionBlur, options.MotionBlur, Camera.Move);
        if (options.Noise > 0) photos.PlusInPlace(Noise(photos, drawn, AugmentationRandom.Of(seed, batch, OfWholeBatch)));
        Change(Effect.Sharpen, options.Sharpen, Camera.Sharpen);
        Compress(photos, drawn);
        Each(photos, drawn, v => v.Hole is { Width: > 0, Height: > 0 }, (photo, v, _) => Cover(photo, v.Hole));
        return (photos, masks);
    }

    private static void Check(Tensor photos, Tensor masks, string source)
    {
        var (photo, mask) = (photos.shape, masks.shape);
        var fits = photos.dtype == ScalarType.Float32 && photo.Length == 4 && photo[1] == 3 && mask switch
        {
            [var n, 1, var height, var width] => masks.dtype == ScalarType.Float32 && (n, height, width) == (photo[0], photo[2], photo[3]),
            [var n, var height, var width] =>
                masks.dtype is ScalarType.Int64 or ScalarType.Byte && (n, height, width) == (photo[0], photo[2], photo[3]),
            _ => false,
        };
        if (fits) return;
        throw new ArgumentException(
            "photos are Float32 (N, 3, H, W), and their masks Float32 (N, 1, H, W), or Int64 or UInt8 (N, H, W): "
            + $"{source} has {photos.metastr()} and {masks.metastr()}");
    }

    private static void Each(
        Tensor photos, AugmentationSample[] drawn, Predicate<AugmentationSample> chosen, Action<Tensor, AugmentationSample, int> change)
    {
        for (var i = 0; i < drawn.Length; i++)
            if (chosen(drawn[i])) change(photos.narrow(0, i, 1), drawn[i], i);
    }

    private int Kept(int side) => Math.Max(1, (int)Math.Round(side * options.Crop));

    /// <summary>Places another background behind the object of one photo, in place, with an edge as soft as that of a lens.</summary>
    private void Place(Tensor photo, Tensor mask, AugmentationRandom random)
    {
        var behind = backgrounds.Sample((int)photo.shape[3], (int)photo.shape[2], random, photo.device);                 // (1, 3, H, W)
        photo.copy_(behind.Plus((photo - behind) * Cutout.Alpha(mask)));
    }

    /// <summary>Lets a background be seen beyond the border of one photo, in place.</summary>
    /// <param name="grid">Where in the source each pixel is from, (1, H, W, 2).</param>
    private void Fill(Tensor photo, Tensor grid, AugmentationRandom random)
    {
        var within = grid.abs().le(Held(1)).all(3).unsqueeze(1).to_type(photo.dtype);             // (1, 1, H, W)
        var behind = backgrounds.Sample((int)photo.shape[3], (int)photo.shape[2], random, photo.device);
        photo.copy_(behind.Plus((photo - behind) * within));
    }

    /// <summary>Places things about the object that each photo is of: its reflection, a neighbour, posts and people.</summary>
    private (Tensor Photos, Tensor Masks) Surround(Tensor photos, Tensor masks, long batch)
    {
        if (options is { Neighbour: 0, Reflection: 0, Occluder: 0 }) return (photos, masks);
        var n = (int)photos.shape[0];
        var (before, objects) = (photos, masks);       // a neighbour comes from a photo as it was
        (photos, masks) = (photos.clone(), masks.clone());
        void Put(int i, (Tensor Photo, Tensor Mask) changed)
        {
            photos.narrow(0, i, 1).copy_(changed.Photo);
            masks.narrow(0, i, 1).copy_(changed.Mask);
        }

        (Tensor Photo, Tensor Mask) Get(int i) => (photos.narrow(0, i, 1), masks.narrow(0, i, 1));
        Chosen(Effect.Reflection, options.Reflection, n, batch,
            (i, r) => Put(i, (Reflection.Draw(Get(i).Photo, Get(i).Mask, r), Get(i).Mask)));
        Chosen(Effect.Neighbour, n > 1 ? options.Neighbour : 0, n, batch, (i, r) =>
        {
            var other = (i + 1 + r.Below(n - 1)) % n;
            Put(i, Neighbour.Place(Get(i).Photo, Get(i).Mask, before.narrow(0, other, 1), objects.narrow(0, other, 1), r));
        });
        Chosen(Effect.Occluder, options.Occluder, n, batch, (i, r) => Put(i, Occluder.Draw(Get(i).Photo, Get(i).Mask, r)));
        return (photos, masks);
    }

    /// <summary>Calls back for the photos of a batch that an effect happens to, each with a stream of that effect's own.</summary>
    private void Chosen(Effect effect, double probability, int count, long batch, Action<int, AugmentationRandom> change)
    {
        if (probability == 0) return;
        for (var i = 0; i < count; i++)
        {
            using var scope = NewDisposeScope();
            var random = AugmentationRandom.Of(seed, batch, i, (int)effect);
            if (random.Chance(probability)) change(i, random);
        }
    }

    private static Tensor Recolour(Tensor x, AugmentationSample[] drawn)
    {
        var (n, shape) = (drawn.Length, x.shape);
        var matrix = tensor(drawn.SelectMany(v => v.Colours.Shares).ToArray(), [n, 3, 3], device: x.device);
        var offset = tensor(drawn.SelectMany(v => v.Colours.Offsets).ToArray(), [n, 3, 1], device: x.device);
        return matrix.bmm(x.reshape(n, 3, shape[2] * shape[3])).PlusInPlace(offset).view(shape);
    }

    private Tensor Blur(Tensor photo, double strength) => options.BlurSigma > 0
        ? GaussianBlur.Apply(photo, strength)
        : photo.lerp(Mean3x3(photo), tensor((float)strength, device: photo.device));

    private static Tensor Mean3x3(Tensor x) => F.avg_pool2d(x, 3, 1, padding: 1, count_include_pad: false);

    /// <summary>The same noise for every photo of the batch, stronger in some: drawing it takes longer than everything else.</summary>
    private static Tensor Noise(Tensor photos, AugmentationSample[] drawn, AugmentationRandom random)
    {
        var shape = photos.shape;
        var values = new float[shape[1] * shape[2] * shape[3]];
        random.Noise(values);
        var noise = tensor(values, [1, shape[1], shape[2], shape[3]], device: photos.device);                             // (1, 3, H, W)
        return noise * tensor(Array.ConvertAll(drawn, v => (float)v.Noise), [drawn.Length, 1, 1, 1], device: photos.device);
    }

    private static void Compress(Tensor photos, AugmentationSample[] drawn)
    {
        var chosen = Enumerable.Range(0, drawn.Length).Where(i => drawn[i].Jpeg > 0).ToArray();
        if (chosen.Length == 0) return;
        var indices = tensor(Array.ConvertAll(chosen, i => (long)i), device: photos.device);
        var stored = JpegArtefacts.Apply(photos.index_select(0, indices), Array.ConvertAll(chosen, i => drawn[i].Jpeg));
        for (var i = 0; i < chosen.Length; i++) photos.narrow(0, chosen[i], 1).copy_(stored.narrow(0, i, 1));
    }

    /// <summary>
    /// Cutout (DeVries and Taylor, "Improved Regularization of Convolutional Neural Networks with Cutout", 2017) in the photo's mean
    /// colour.
    /// </summary>
    private static void Cover(Tensor photo, (int X, int Y, int Width, int Height) hole) =>
        photo.narrow(2, hole.Y, hole.Height).narrow(3, hole.X, hole.Width).copy_(photo.mean([2, 3], keepdim: true));
}
