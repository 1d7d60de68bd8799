using Cutline.Segmentation.Loading;
using Cutline.Segmentation.Preprocessing;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Loading;

/// <summary>Makes tensors of the bytes of a batch: photos (N, H, W, 3) and masks (N, H, W).</summary>
public static class BatchTensors
{
    private const int Channels = 3;

    /// <summary>The photos of a batch: Float32 (N, 3, H, W) in [0, 1], channels-last in memory.</summary>
    /// <param name="device">Null for the CPU.</param>
    public static Tensor Photos(Batch batch, Device? device = null) => Photos(batch.Photos, batch.Count, batch.Height, batch.Width, device);

    /// <summary>The masks of a batch: Float32 (N, 1, H, W) for a model of one class, else Int64 (N, H, W).</summary>
    /// <param name="classes">Logits of the model per pixel.</param>
    /// <param name="device">Null for the CPU.</param>
    public static Tensor Masks(Batch batch, int classes, Device? device = null) => classes == 1
        ? BinaryMasks(batch.Masks, batch.Count, batch.Height, batch.Width, device)
        : ClassIndices(batch.Masks, batch.Count, batch.Height, batch.Width, device);

    /// <summary>RGB bytes (N, H, W, 3) → Float32 (N, 3, H, W) in [0, 1], channels-last in memory.</summary>
    /// <param name="device">Null for the CPU.</param>
    /// <exception cref="ArgumentException">The number of bytes is not N·H·W·3.</exception>
    public static Tensor Photos(ReadOnlySpan<byte> pixels, int count, int height, int width, Device? device = null)
    {
        using var scope = NewDisposeScope();
        var bytes = Bytes(pixels, [count, height, width, Channels], device);
        return (bytes.permute(0, 3, 1, 2).to_type(ScalarType.Float32) * Held(1f / 255)).MoveToOuterDisposeScope();
    }

    /// <summary>Bytes 0 and 1 (N, H, W) → Float32 (N, 1, H, W), the target of a binary loss.</summary>
    /// <param name="device">Null for the CPU.</param>
    /// <exception cref="ArgumentException">The number of bytes is not N·H·W.</exception>
    public static Tensor BinaryMasks(ReadOnlySpan<byte> masks, int count, int height, int width, Device? device = null)
    {
        using var scope = NewDisposeScope();
        return Bytes(masks, [count, 1, height, width], device).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>Class indices (N, H, W), 255 for void → Int64 (N, H, W), the target of a loss of several classes.</summary>
    /// <param name="device">Null for the CPU.</param>
    /// <exception cref="ArgumentException">The number of bytes is not N·H·W.</exception>
    public static Tensor ClassIndices(ReadOnlySpan<byte> masks, int count, int height, int width, Device? device = null)
    {
        using var scope = NewDisposeScope();
        return Bytes(masks, [count, height, width], device).to_type(ScalarType.Int64).MoveToOuterDisposeScope();
    }

    /// <summary>(N, 3, H, W) in [0, 1] → the range in which a model sees colours.</summary>
    public static Tensor Normalize(Tensor photos, Normalization normalization) => normalization == Normalization.Unit
        ? photos
        : Normalize(photos, Preprocess.ImageNetMean, Preprocess.ImageNetDeviation);

    /// <summary>(N, 3, H, W) in [0, 1] → (x − mean) / deviation of each channel.</summary>
    public static Tensor Normalize(Tensor photos, ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation)
    {
        using var scope = NewDisposeScope();
        var (scale, offset) = (new float[Channels], new float[Channels]);
        for (var c = 0; c < Channels; c++) (scale[c], offset[c]) = (1 / deviation[c], mean[c] / deviation[c]);
        return (photos * PerChannel(scale, photos.device) - PerChannel(offset, photos.device)).MoveToOuterDisposeScope();
    }

    /// <summary>Photos (N, 3, H, W) in [0, 1] and their masks → bytes, to be shown or stored.</summary>
    /// <param name="masks">Zeros and ones (N, 1, H, W), or class indices (N, H, W).</param>
    /// <param name="indices">The samples' indices in their dataset, N of them.</param>
    public static Batch ToBatch(Tensor photos, Tensor masks, int[] indices)
    {
        using var scope = NewDisposeScope();
        var pixels = (photos * Held(255)).round().to_type(ScalarType.Byte).permute(0, 2, 3, 1).cpu().contiguous();      // (N, H, W, 3)
        var labels = (masks.dim() == 4 ? masks.squeeze(1) : masks).to_type(ScalarType.Byte).cpu().contiguous();     // (N, H, W)
        return new Batch(pixels.bytes.ToArray(), labels.bytes.ToArray(), indices, (int)photos.shape[2], (int)photos.shape[3]);
    }

    private static Tensor Bytes(ReadOnlySpan<byte> source, long[] shape, Device? device)
    {
        var copy = empty(shape, ScalarType.Byte);
        var bytes = copy.bytes;
        if (source.Length != bytes.Length)
            throw new ArgumentException($"{source.Length} bytes are no batch of shape ({string.Join(", ", shape)}): give {bytes.Length}");
        source.CopyTo(bytes);
        return device is null ? copy : copy.to(device);
    }

    private static Tensor PerChannel(float[] values, Device device) => tensor(values, [1, Channels, 1, 1], device: device);
}
