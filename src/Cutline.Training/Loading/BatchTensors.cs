using static TorchSharp.torch;

namespace Cutline.Training.Loading;

/// <summary>Makes tensors of the bytes of a batch: photos (N, H, W, 3) and masks (N, H, W).</summary>
public static class BatchTensors
{
    private const int Channels = 3;

    /// <summary>RGB bytes (N, H, W, 3) → Float32 (N, 3, H, W) in [0, 1], channels-last in memory.</summary>
    /// <param name="device">Null for the CPU.</param>
    /// <exception cref="ArgumentException">The bytes are fewer than N·H·W·3.</exception>
    public static Tensor Photos(ReadOnlySpan<byte> pixels, int count, int height, int width, Device? device = null)
    {
        using var scope = NewDisposeScope();
        var bytes = Bytes(pixels, [count, height, width, Channels], device);
        return (bytes.permute(0, 3, 1, 2).to_type(ScalarType.Float32) * (1f / 255)).MoveToOuterDisposeScope();
    }

    /// <summary>Bytes 0 and 1 (N, H, W) → Float32 (N, 1, H, W), the target of a binary loss.</summary>
    /// <param name="device">Null for the CPU.</param>
    /// <exception cref="ArgumentException">The bytes are fewer than N·H·W.</exception>
    public static Tensor BinaryMasks(ReadOnlySpan<byte> masks, int count, int height, int width, Device? device = null)
    {
        using var scope = NewDisposeScope();
        return Bytes(masks, [count, 1, height, width], device).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>Class indices (N, H, W), 255 for void → Int64 (N, H, W), the target of a loss of several classes.</summary>
    /// <param name="device">Null for the CPU.</param>
    /// <exception cref="ArgumentException">The bytes are fewer than N·H·W.</exception>
    public static Tensor ClassIndices(ReadOnlySpan<byte> masks, int count, int height, int width, Device? device = null)
    {
        using var scope = NewDisposeScope();
        return Bytes(masks, [count, height, width], device).to_type(ScalarType.Int64).MoveToOuterDisposeScope();
    }

    /// <summary>(N, 3, H, W) in [0, 1] → the range in which a model sees colours, (x − mean) / deviation of each channel.</summary>
    public static Tensor Normalize(Tensor photos, ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation)
    {
        using var scope = NewDisposeScope();
        var (scale, offset) = (new float[Channels], new float[Channels]);
        for (var c = 0; c < Channels; c++) (scale[c], offset[c]) = (1 / deviation[c], mean[c] / deviation[c]);
        return (photos * PerChannel(scale, photos.device) - PerChannel(offset, photos.device)).MoveToOuterDisposeScope();
    }

    private static Tensor Bytes(ReadOnlySpan<byte> source, long[] shape, Device? device)
    {
        var copy = empty(shape, ScalarType.Byte);
        var bytes = copy.bytes;
        if (source.Length < bytes.Length) throw new ArgumentException($"{source.Length} bytes do not fill a tensor of shape ({string.Join(", ", shape)})");
        source[..bytes.Length].CopyTo(bytes);
        return device is null ? copy : copy.to(device);
    }

    private static Tensor PerChannel(float[] values, Device device) => tensor(values, [1, Channels, 1, 1], device: device);
}
