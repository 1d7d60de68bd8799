using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Layers;

/// <content>Functions that change height and width.</content>
public static partial class F
{
    /// <summary>Resizes (N, C, H, W) to the height and width of another tensor.</summary>
    public static Tensor Interpolate(Tensor x, Tensor like, Interpolation mode = Interpolation.Bilinear) =>
        Recorded("interpolate", Resize(x, [like.shape[2], like.shape[3]], mode), [x, like], ("mode", Name(mode)));

    /// <summary>Resizes (N, C, H, W) by a factor, to sides of ⌊factor · side⌋.</summary>
    public static Tensor Interpolate(Tensor x, double scale, Interpolation mode = Interpolation.Bilinear) => Recorded(
        "interpolate", Resize(x, [(long)(x.shape[2] * scale), (long)(x.shape[3] * scale)], mode), [x], ("mode", Name(mode)),
            ("scale_factor", scale));

    /// <summary>Resizes (N, C, H, W) to a fixed height and width.</summary>
    public static Tensor Interpolate(Tensor x, long height, long width, Interpolation mode = Interpolation.Bilinear)
    {
        long[] size = [height, width];
        return Recorded("interpolate", Resize(x, size, mode), [x], ("mode", Name(mode)), ("size", size));
    }

    /// <summary>The maximum of each window. The padding never wins.</summary>
    /// <param name="x">(N, C, H, W).</param>
    /// <param name="kernel">Side of the window.</param>
    /// <param name="stride">From one window to the next; null for the window's side.</param>
    /// <param name="padding">Pixels added on each side, at most half the window.</param>
    public static Tensor MaxPool(Tensor x, int kernel, int? stride = null, int padding = 0)
    {
        var step = stride ?? kernel;
        return Recorded(
            "max_pool2d", torch.nn.functional.max_pool2d(x, kernel, step, padding), [x],
            ("kernel_size", (long)kernel), ("stride", (long)step), ("padding", (long)padding));
    }

    /// <summary>The mean of each window. The padding's zeros count.</summary>
    /// <inheritdoc cref="MaxPool"/>
    public static Tensor AvgPool(Tensor x, int kernel, int? stride = null, int padding = 0)
    {
        var step = stride ?? kernel;
        return Recorded(
            "avg_pool2d", torch.nn.functional.avg_pool2d(x, [kernel, kernel], [step, step], [padding, padding]), [x],
            ("kernel_size", (long)kernel), ("stride", (long)step), ("padding", (long)padding));
    }

    /// <summary>The mean of each channel: (N, C, H, W) → (N, C, 1, 1).</summary>
    public static Tensor GlobalAvgPool(Tensor x) => Recorded("global_avg_pool2d", torch.nn.functional.adaptive_avg_pool2d(x, 1), [x]);

    /// <summary>(N, C·r², H, W) → (N, C, H·r, W·r).</summary>
    public static Tensor PixelShuffle(Tensor x, int factor) =>
        Recorded("pixel_shuffle", torch.nn.functional.pixel_shuffle(x, factor), [x], ("upscale_factor", (long)factor));

    /// <summary>
    /// Adds zeros at the right and the bottom until height and width are multiples of a number, as networks need that halve them.
    /// </summary>
    public static Tensor PadToMultiple(Tensor x, int multiple)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(multiple, 1);
        var (height, width) = (x.shape[2], x.shape[3]);
        var (bottom, right) = ((multiple - height % multiple) % multiple, (multiple - width % multiple) % multiple);
        var padded = bottom == 0 && right == 0 ? x.alias() : torch.nn.functional.pad(x, [0, right, 0, bottom]);
        return Recorded("pad_to_multiple", padded, [x], ("multiple", (long)multiple));
    }

    /// <summary>Keeps the top left part of x that is as high and wide as another tensor: undoes <see cref="PadToMultiple"/>.</summary>
    public static Tensor CropLike(Tensor x, Tensor like)
    {
        var (height, width) = (like.shape[2], like.shape[3]);
        var cropped = x.shape[2] == height && x.shape[3] == width ? x.alias() : x.narrow(2, 0, height).narrow(3, 0, width);
        return Recorded("crop_like", cropped, [x, like]);
    }

    private static Tensor Resize(Tensor x, long[] size, Interpolation mode) => mode == Interpolation.Bilinear
        ? torch.nn.functional.interpolate(x, size, mode: InterpolationMode.Bilinear, align_corners: false)
        : torch.nn.functional.interpolate(x, size, mode: InterpolationMode.Nearest);

    private static string Name(Interpolation mode) => mode == Interpolation.Bilinear ? "bilinear" : "nearest";
}
