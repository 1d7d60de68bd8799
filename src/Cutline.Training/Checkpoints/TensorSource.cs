namespace Cutline.Training.Checkpoints;

/// <summary>A tensor to be written to a checkpoint.</summary>
/// <param name="info">Element type and shape.</param>
/// <param name="bytes">Makes its elements when they are written: dense, in row-major order, little-endian.</param>
public sealed class TensorSource(TensorInfo info, Func<byte[]> bytes)
{
    /// <summary>Element type and shape.</summary>
    public TensorInfo Info => info;

    /// <summary>The elements: dense, in row-major order, little-endian.</summary>
    /// <exception cref="CheckpointException">The tensor has more bytes than an array can have.</exception>
    internal byte[] Bytes(string path, string name) => info.ByteCount <= Array.MaxLength
        ? bytes()
        : throw new CheckpointException($"{path} cannot be written: {name} has more than {Array.MaxLength} bytes; split it");
}
