using Cutline.Segmentation.Preprocessing;
using Cutline.Training.Loading;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Loading;

public sealed class BatchTensorsTests : IDisposable
{
    private const int N = 2, Height = 3, Width = 5;

    private static readonly byte[] Pixels = [.. Enumerable.Range(0, N * Height * Width * 3).Select(i => (byte)(i * 7))];

    private readonly DisposeScope scope = NewDisposeScope();

    [Theory]
    [InlineData(Normalization.Unit)]
    [InlineData(Normalization.ImageNet)]
    public void Photos_are_what_inference_sees(Normalization normalization)
    {
        var expected = new float[Pixels.Length];
        Preprocess.ToInput(Pixels, N, Height, Width, normalization, expected);

        var photos = BatchTensors.Normalize(BatchTensors.Photos(Pixels, N, Height, Width), normalization);

        Assert.Equal([N, 3, Height, Width], photos.shape);
        Assert.Equal(ScalarType.Float32, photos.dtype);
        Assert.Equal([Height * Width * 3, 1, Width * 3, 3], photos.stride()); // channels-last
        Assert.Equal(expected, photos.ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Masks_are_targets_of_the_losses()
    {
        byte[] masks = [0, 1, 1, 255];

        var indices = BatchTensors.ClassIndices(masks, 1, 2, 2);
        var binary = BatchTensors.BinaryMasks(masks.AsSpan(0, 3), 1, 1, 3);

        Assert.Equal((ScalarType.Int64, "1, 2, 2"), (indices.dtype, string.Join(", ", indices.shape)));
        Assert.Equal([0, 1, 1, 255], indices.ToArray<long>());
        Assert.Equal((ScalarType.Float32, "1, 1, 1, 3"), (binary.dtype, string.Join(", ", binary.shape)));
        Assert.Equal([0, 1, 1], binary.ToArray<float>());
    }

    [Fact]
    public void Bytes_that_do_not_fill_the_shape_are_refused() =>
        Assert.Equal(
            "89 bytes are no batch of shape (2, 3, 5, 3): give 90",
            Assert.Throws<ArgumentException>(() => BatchTensors.Photos(Pixels.AsSpan(1), N, Height, Width)).Message);

    public void Dispose() => scope.Dispose();
}
