using Cutline.Torch;

namespace Cutline.Segmentation.Preprocessing;

/// <summary>
/// From photos and masks to the model's input and target: pixels first (see the other half), then, as tensor operations
/// on the device that computes, their normalisation.
/// </summary>
public static partial class Preprocess
{
    // The channels' mean and standard deviation over ImageNet's training photos in [0, 1], as torchvision publishes them.
    private static readonly float[] Mean = [0.485f, 0.456f, 0.406f];
    private static readonly float[] Deviation = [0.229f, 0.224f, 0.225f];

    /// <summary>uint8 (N, H, W, 3) → floating point (N, 3, H, W), channels-last, on <paramref name="device"/>.</summary>
    /// <param name="photos">Colours 0 to 255, on any device.</param>
    /// <param name="type">Element type of the result; the arithmetic is in fp32.</param>
    /// <param name="device">Null for the device that the photos are on.</param>
    /// <exception cref="ArgumentException">Not uint8 of shape (N, H, W, 3).</exception>
    public static Tensor ToInput(Tensor photos, Normalization normalization = Normalization.Unit, DType type = DType.Float32, Device? device = null)
    {
        if (photos.DType != DType.UInt8 || photos.Rank != 4 || photos.Shape[3] != 3)
            throw new ArgumentException($"photos are UInt8 of shape (N, H, W, 3), not {photos}");

        using var scope = new TensorScope();
        var x = photos.To(device ?? photos.Device).Permute(0, 3, 1, 2).To(DType.Float32) * (1f / 255); // (N, 3, H, W), memory (N, H, W, 3)
        return scope.Keep(Normalise(x, normalization).To(type).ChannelsLast());
    }

    /// <summary>Floating point (N, 3, H, W) in [0, 1] → the range in which the model sees colours.</summary>
    public static Tensor Normalise(Tensor x, Normalization normalization) => normalization == Normalization.Unit
        ? x
        : x * PerChannel(c => 1 / Deviation[c], x.Device) - PerChannel(c => Mean[c] / Deviation[c], x.Device);

    /// <summary>uint8 {0, 1} (N, H, W) → floating point (N, 1, H, W) on <paramref name="device"/>.</summary>
    /// <param name="device">Null for the device that the masks are on.</param>
    /// <exception cref="ArgumentException">Not uint8 of shape (N, H, W).</exception>
    public static Tensor ToTarget(Tensor masks, DType type = DType.Float32, Device? device = null)
    {
        if (masks.DType != DType.UInt8 || masks.Rank != 3)
            throw new ArgumentException($"masks are UInt8 of shape (N, H, W), not {masks}");

        using var scope = new TensorScope();
        return scope.Keep(masks.To(device ?? masks.Device).Unsqueeze(1).To(type)); // (N, 1, H, W)
    }

    private static Tensor PerChannel(Func<int, float> value, Device device) =>
        Tensor.From<float>([value(0), value(1), value(2)], 1, 3, 1, 1).To(device);
}
