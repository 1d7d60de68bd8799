using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Tests.Datasets;
using Cutline.Torch;

namespace Cutline.Segmentation.Tests.Inference;

[Collection("live tensors")]
public sealed class ClassMapTests
{
    /// <summary>Bands of a few rows, and the whole photo enlarged by libtorch at once: the same classes but where two are as likely to the last bit.</summary>
    [Theory]
    [InlineData(7, 9, 53, 41)]
    [InlineData(16, 16, 16, 16)]
    [InlineData(40, 30, 13, 17)]
    [InlineData(1, 1, 5, 4)]
    public void Bands_are_what_enlarging_at_once_gives(int w, int h, int width, int height)
    {
        using var scope = new TensorScope();
        LibTorch.SetSeed(3);
        var probabilities = Tensor.Rand([1, 5, h, w]).Softmax(1);

        using var map = ClassMap.Of(probabilities, width, height, bandValues: 5 * width * 3);

        var large = F.Bilinear(probabilities, height, width);
        var (values, expected) = (large.ToArray<float>(), ClassMap.Indices(large));
        Assert.Equal((width, height), (map.Width, map.Height));
        for (var i = 0; i < expected.Length; i++)
        {
            float Of(int index) => values[index * width * height + i];
            Assert.True(Of(expected[i]) - Of(map.Pixels[i]) < 1e-6, $"pixel {i} is class {map.Pixels[i]}, not {expected[i]}");
        }
    }

    [Fact]
    public void Hand_worked()
    {
        using var scope = new TensorScope();
        using var three = ClassMap.Of(Tensor.From<float>([0.5f, 0.1f, 0.3f, 0.2f, 0.2f, 0.7f], 1, 3, 1, 2), 2, 1);
        Assert.Equal([0, 2], three.Pixels.ToArray());
        using var one = ClassMap.Of(Tensor.From<float>([0.4f, 0.6f], 1, 1, 1, 2), 4, 1); // 0.4, 0.45, 0.55, 0.6
        Assert.Equal([0, 0, 1, 1], one.Pixels.ToArray());
    }

    [Fact]
    public void No_tensor_stays_behind()
    {
        using var scope = new TensorScope();
        var probabilities = Tensor.Rand([1, 4, 8, 8]);
        var live = Tensor.LiveCount;
        for (var i = 0; i < 3; i++) ClassMap.Of(probabilities, 33, 21, bandValues: 500).Dispose();
        Assert.Equal(live, Tensor.LiveCount);
    }
}
