using Cutline.Training.Layers;
using TorchSharp;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Augmentation;

/// <summary>
/// Posts and people, drawn of capsules (segments with round ends) in front of the object: what they cover is background in the mask.
/// </summary>
internal static class Occluder
{
    private readonly record struct Capsule(double X1, double Y1, double X2, double Y2, double Radius, double R, double G, double B);

    /// <summary>Draws one to three of them into a photo (1, 3, H, W) with a mask (1, 1, H, W).</summary>
    public static (Tensor Photo, Tensor Mask) Draw(Tensor photo, Tensor mask, AugmentationRandom random)
    {
        if (Cutout.Bounds(mask) is not { } box) return (photo, mask);
        var (height, width) = ((int)photo.shape[2], (int)photo.shape[3]);
        var capsules = new List<Capsule>();
        for (var left = 1 + random.Below(3); left > 0; left--)
        {
            var x = box.Left + box.Width * random.Between(-0.1, 1.1);
            capsules.AddRange(random.Chance(0.5) ? Post(x, box, height, random) : Person(x, box, random));
        }

        var xs = PixelCentres.Across(width, photo.device);
        var ys = PixelCentres.Down(height, photo.device);
        foreach (var c in capsules)
        {
            var depth = Depth(c, xs, ys);                                               // (1, 1, H, W), pixels within the outline
            var alpha = depth.Plus(0.5).clamp(Held(0), Held(1));
            // Darker towards the sides, as of a round thing.
            var light = ((depth / Held(c.Radius)).clamp(Held(0), Held(1)) * Held(0.4)).Plus(0.6);
            var colour = tensor([(float)c.R, (float)c.G, (float)c.B], [1, 3, 1, 1], device: photo.device);
            photo = photo.Plus((colour * light - photo) * alpha);
            mask *= Cutout.Beyond(alpha.round());
        }

        return (photo, mask);
    }

    /// <summary>A post or a trunk: upright or leaning a little, its foot before the object, or beyond the lower border.</summary>
    private static IEnumerable<Capsule> Post(double x, Box box, int height, AugmentationRandom random)
    {
        var (radius, foot) = (Math.Max(0.7, box.Width * random.Between(0.006, 0.035)), box.Bottom + box.Height * random.Between(0, 0.4));
        var (top, lean) = (foot - height * random.Between(0.2, 1.3), random.Around(0, 0.04) * height);
        var (grey, tint) = (random.Unit(), random.Around(0, 0.15));
        yield return new(x, foot, x + lean, top, radius, grey + tint, grey, grey - tint);
    }

    /// <summary>A standing figure: legs, trunk, arms and head, in proportion to its height.</summary>
    private static IEnumerable<Capsule> Person(double x, Box box, AugmentationRandom random)
    {
        var (tall, foot) = (box.Height * random.Between(0.6, 1.4), box.Bottom + box.Height * random.Between(-0.05, 0.25));
        var (stride, turn, skin) = (tall * random.Between(0.02, 0.12), random.Between(0.5, 1), random.Between(0.3, 1));
        (double R, double G, double B) Cloth() => (random.Unit(), random.Unit(), random.Unit());
        Capsule Part(double x1, double y1, double x2, double y2, double radius, (double R, double G, double B) c) =>
            new(x + x1, foot - tall * y1, x + x2, foot - tall * y2, Math.Max(0.7, tall * radius), c.R, c.G, c.B);
        var (trousers, jacket, face) = (Cloth(), Cloth(), (0.9 * skin, 0.7 * skin, 0.6 * skin));
        var (hip, shoulder) = (0.05 * tall * turn, 0.11 * tall * turn);
        yield return Part(-hip, 0.48, -stride, 0.03, 0.04, trousers);
        yield return Part(hip, 0.48, stride, 0.03, 0.04, trousers);
        yield return Part(-shoulder, 0.78, -shoulder - stride / 2, 0.45, 0.03, jacket);
        yield return Part(shoulder, 0.78, shoulder + stride / 2, 0.45, 0.03, jacket);
        yield return Part(0, 0.74, 0, 0.52, 0.085 * turn + 0.02, jacket);
        yield return Part(0, 0.93, 0, 0.91, 0.055, face);
    }

    /// <summary>Pixels from each point to the outline of a capsule, negative beyond it.</summary>
    private static Tensor Depth(Capsule c, Tensor xs, Tensor ys)
    {
        var (dx, dy) = (c.X2 - c.X1, c.Y2 - c.Y1);
        var (x, y) = (xs - Held(c.X1), ys - Held(c.Y1));
        var way = (x * Held(dx)).Plus(y * Held(dy)) / Held(Math.Max(dx * dx + dy * dy, 1e-6));
        var along = way.clamp(Held(0), Held(1));
        return (x - along * Held(dx)).pow(Held(2)).Plus((y - along * Held(dy)).pow(Held(2))).sqrt().neg().Plus(c.Radius);
    }
}
