using static TorchSharp.torch;

namespace Cutline.Training.Augmentation;

/// <summary>Where the centres of pixels are, in pixels: 0.5, 1.5 and so on.</summary>
internal static class PixelCentres
{
    /// <summary>Of a row, (1, 1, 1, width).</summary>
    public static Tensor Across(int width, Device device) => tensor(Centres(width), [1, 1, 1, width], device: device);

    /// <summary>Of a column, (1, 1, height, 1).</summary>
    public static Tensor Down(int height, Device device) => tensor(Centres(height), [1, 1, height, 1], device: device);

    private static float[] Centres(int count) => [.. Enumerable.Range(0, count).Select(i => i + 0.5f)];
}
