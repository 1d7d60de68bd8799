using Cutline.Segmentation.Preprocessing;
using Cutline.Torch;

namespace Cutline.Segmentation.Tests.Preprocessing;

public class PreprocessTensorTests
{
    // Two photos of 1×2 pixels: red 0, 51, 102, 153 from pixel to pixel, green 255 less that, blue 0.
    private static Tensor Photos() => Tensor.From<byte>([0, 255, 0, 51, 204, 0, 102, 153, 0, 153, 102, 0], 2, 1, 2, 3);

    [Fact]
    public void Colours_become_channels_from_0_to_1()
    {
        using var scope = new TensorScope();
        var x = Preprocess.ToInput(Photos());

        Assert.Equal([2, 3, 1, 2], x.Shape);
        Assert.Equal(DType.Float32, x.DType);
        Assert.True(x.IsChannelsLast);
        AssertClose([0, 0.2f, 1, 0.8f, 0, 0, 0.4f, 0.6f, 0.6f, 0.4f, 0, 0], x.ToArray<float>());
    }

    [Fact]
    public void ImageNet_by_hand()
    {
        using var scope = new TensorScope();
        var x = Preprocess.ToInput(Photos(), Normalization.ImageNet).ToArray<float>();

        Assert.Equal((0 - 0.485f) / 0.229f, x[0], 1e-5f);
        Assert.Equal((0.2f - 0.485f) / 0.229f, x[1], 1e-5f);
        Assert.Equal((1 - 0.456f) / 0.224f, x[2], 1e-5f);
        Assert.Equal((0 - 0.406f) / 0.225f, x[4], 1e-5f);
    }

    [Fact]
    public void Half_precision_is_rounded_once_at_the_end()
    {
        using var scope = new TensorScope();
        var x = Preprocess.ToInput(Photos(), type: DType.BFloat16);

        Assert.Equal(DType.BFloat16, x.DType);
        Assert.True(x.IsChannelsLast);
        Assert.Equal(0.2f, x.ToArray<float>()[1], 0.2f / 256);
    }

    [Fact]
    public void Masks_become_targets()
    {
        using var scope = new TensorScope();
        var target = Preprocess.ToTarget(Tensor.From<byte>([0, 1, 1, 0], 2, 1, 2));

        Assert.Equal([2, 1, 1, 2], target.Shape);
        Assert.Equal([0, 1, 1, 0], target.ToArray<float>());
    }

    [Fact]
    public void Wrong_shapes_and_types_are_named()
    {
        using var scope = new TensorScope();
        Assert.Contains("[2, 3, 4]", Assert.Throws<ArgumentException>(() => Preprocess.ToInput(Tensor.Zeros([2, 3, 4], DType.UInt8))).Message);
        Assert.Contains("Float32", Assert.Throws<ArgumentException>(() => Preprocess.ToTarget(Tensor.Zeros([2, 3, 4]))).Message);
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-6f);
    }
}
