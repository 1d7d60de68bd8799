using Cutline.Training.Layers;
using TorchSharp;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Cutline.Training.Augmentation;

/// <summary>An object that is cut out of its photo, to be placed elsewhere.</summary>
internal static class Cutout
{
    /// <summary>
    /// How much of each pixel is the object's, (N, 1, H, W) in [0, 1]: as soft as the edge of a lens, and a little within the mask, so that
    /// no fringe of the old background is seen.
    /// </summary>
    public static Tensor Alpha(Tensor mask) =>
        (F.avg_pool2d(mask, 3, 1, padding: 1, count_include_pad: false) * Held(1.5) - Held(0.5)).clamp(Held(0), Held(1));

    /// <summary>How much of each pixel is not covered: 1 − x.</summary>
    public static Tensor Beyond(Tensor covered) => covered.neg().Plus(1);

    /// <summary>The pixels about a mask's foreground, (1, 1, H, W); null where it has none.</summary>
    public static Box? Bounds(Tensor mask)
    {
        var (columns, rows) = (mask.amax(2).ToArray<float>(), mask.amax(3).ToArray<float>());
        var (left, top) = (Array.FindIndex(columns, v => v > 0), Array.FindIndex(rows, v => v > 0));
        return left < 0 ? null : new Box(
            left, top, Array.FindLastIndex(columns, v => v > 0) + 1, Array.FindLastIndex(rows, v => v > 0) + 1, mask.sum().item<float>());
    }

    private static T[] ToArray<T>(this Tensor x) where T : unmanaged => x.cpu().contiguous().data<T>().ToArray();
}

/// <summary>Where an object is, in pixels, and how many are its own.</summary>
internal readonly record struct Box(int Left, int Top, int Right, int Bottom, double Area)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public double CentreX => (Left + Right) / 2.0;
}
