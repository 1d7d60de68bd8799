namespace Cutline.Segmentation.Preprocessing;

/// <summary>
/// Turns photos and masks into the model's input and target: resizing on bytes first, then normalization to floating point.
/// </summary>
public static partial class Preprocess
{
    private const int Channels = 3;
    private const int Levels = 256;

    /// <summary>Mean of the red, green and blue channels over ImageNet's training photos in [0, 1], as torchvision publishes it.</summary>
    public static ReadOnlySpan<float> ImageNetMean => [0.485f, 0.456f, 0.406f];

    /// <summary>
    /// Standard deviation of the red, green and blue channels over ImageNet's training photos in [0, 1], as torchvision publishes it.
    /// </summary>
    public static ReadOnlySpan<float> ImageNetDeviation => [0.229f, 0.224f, 0.225f];

    /// <summary>Normalizes photos, and moves their channels from the last dimension to the second.</summary>
    /// <param name="pixels">RGB bytes (N, H, W, 3).</param>
    /// <param name="count">N.</param>
    /// <param name="height">H, in pixels.</param>
    /// <param name="width">W, in pixels.</param>
    /// <param name="normalization">The range of the result.</param>
    /// <param name="input">Receives (N, 3, H, W).</param>
    /// <exception cref="ArgumentException">A span's length does not fit the shape.</exception>
    public static void ToInput(ReadOnlySpan<byte> pixels, int count, int height, int width, Normalization normalization, Span<float> input)
    {
        if (normalization == Normalization.ImageNet) ToInput(pixels, count, height, width, ImageNetMean, ImageNetDeviation, input);
        else ToInput(pixels, count, height, width, [0, 0, 0], [1, 1, 1], input);
    }

    /// <summary>Normalizes photos by any mean and deviation, and moves their channels from the last dimension to the second.</summary>
    /// <param name="pixels">RGB bytes (N, H, W, 3).</param>
    /// <param name="count">N.</param>
    /// <param name="height">H, in pixels.</param>
    /// <param name="width">W, in pixels.</param>
    /// <param name="mean">Three numbers for red, green and blue in [0, 1], which are subtracted first.</param>
    /// <param name="deviation">Three numbers for red, green and blue, by which the result is divided.</param>
    /// <param name="input">Receives (N, 3, H, W).</param>
    /// <exception cref="ArgumentException">A span's length does not fit the shape.</exception>
    public static void ToInput(
        ReadOnlySpan<byte> pixels,
        int count,
        int height,
        int width,
        ReadOnlySpan<float> mean,
        ReadOnlySpan<float> deviation,
        Span<float> input)
    {
        if (mean.Length != Channels || deviation.Length != Channels)
        {
            throw new ArgumentException(
                $"{mean.Length} means and {deviation.Length} deviations do not fit {Channels} channels: give both for each channel");
        }

        if (count < 0 || height < 0 || width < 0 || pixels.Length != (long)count * height * width * Channels)
            throw new ArgumentException($"{pixels.Length} bytes are not {count} RGB photos of {width}×{height}: give N·H·W·3");
        if (input.Length != pixels.Length)
            throw new ArgumentException($"an input of {input.Length} numbers does not hold {count}×3×{height}×{width}: give N·3·H·W");

        // A byte has 256 values: each is computed once for each channel.
        Span<float> table = stackalloc float[Channels * Levels];
        for (var channel = 0; channel < Channels; channel++) Fill(table.Slice(channel * Levels, Levels), mean[channel], deviation[channel]);
        var red = table[..Levels];
        var green = table.Slice(Levels, Levels);
        var blue = table.Slice(2 * Levels, Levels);

        var plane = height * width;
        for (var photo = 0; photo < count; photo++)
        {
            var from = pixels.Slice(photo * plane * Channels, plane * Channels);
            var to = input.Slice(photo * plane * Channels, plane * Channels);
            for (int i = 0, at = 0; i < plane; i++, at += Channels)
            {
                to[i] = red[from[at]];
                to[plane + i] = green[from[at + 1]];
                to[2 * plane + i] = blue[from[at + 2]];
            }
        }
    }

    private static void Fill(Span<float> table, float mean, float deviation)
    {
        var (scale, offset) = (1 / deviation, mean / deviation);
        for (var value = 0; value < table.Length; value++) table[value] = value * (1f / 255) * scale - offset;
    }
}
