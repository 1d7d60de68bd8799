using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Tests.Datasets;
using Cutline.Torch;

namespace Cutline.Segmentation.Tests.Inference;

[Collection("live tensors")]
public sealed class TestTimeAugmentationTests
{
    /// <summary>A model that says the column's number: mirrored it says the opposite, and the mean is the middle.</summary>
    [Fact]
    public void Flips_are_undone_before_averaging()
    {
        using var scope = new TensorScope();
        var x = Tensor.Rand([1, 3, 2, 5]);
        var ramp = Tensor.From<float>([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], 1, 1, 2, 5);
        Assert.Equal(Enumerable.Repeat(2f, 10), new TestTimeAugmentation(true, [1]).Predict(_ => ramp, x).ToArray<float>());
        Assert.Equal(x.ToArray<float>(), new TestTimeAugmentation(true, [1]).Predict(y => y, x).ToArray<float>());
    }

    [Fact]
    public void Each_scale_is_looked_at_once_and_what_never_changes_stays()
    {
        using var scope = new TensorScope();
        var sizes = new List<string>();
        var y = new TestTimeAugmentation(true, [0.5, 1, 1.5]).Predict(x =>
        {
            sizes.Add($"{x.Shape[3]}×{x.Shape[2]}");
            return Tensor.Full([1, 2, x.Shape[2], x.Shape[3]], x.Shape[3]);
        }, Tensor.Rand([1, 3, 10, 20]));

        Assert.Equal(["10×5", "10×5", "20×10", "20×10", "30×15", "30×15"], sizes);
        Assert.Equal([1L, 2, 10, 20], y.Shape);
        Assert.All(y.ToArray<float>(), value => Assert.Equal(20f, value, 1e-5f));
    }

    /// <summary>Logits of two classes and one: softmax and sigmoid by hand.</summary>
    [Fact]
    public void Probabilities_are_softmax_or_sigmoid()
    {
        using var scope = new TensorScope();
        var three = Probabilities.Of(Tensor.From<float>([0, MathF.Log(2), MathF.Log(5)], 1, 3, 1, 1)).ToArray<float>();
        Assert.Equal(0.125f, three[0], 1e-6f);
        Assert.Equal(0.25f, three[1], 1e-6f);
        Assert.Equal(0.625f, three[2], 1e-6f);
        Assert.Equal(0.75f, Probabilities.Of(Tensor.From<float>([MathF.Log(3)], 1, 1, 1, 1)).Item<float>(), 1e-6f);
    }

    [Fact]
    public void No_tensor_stays_behind()
    {
        using var scope = new TensorScope();
        var x = Tensor.Rand([1, 3, 16, 24]);
        var live = Tensor.LiveCount;
        for (var i = 0; i < 3; i++) new TestTimeAugmentation(true, [0.5, 1]).Predict(y => y.Sigmoid(), x).Dispose();
        Assert.Equal(live, Tensor.LiveCount);
    }
}
