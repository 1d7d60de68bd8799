using Cutline.Golden;
using Cutline.Segmentation.Evaluation;

namespace Cutline.Segmentation.Tests.Evaluation;

public sealed class PixelLossTests
{
    private static readonly GoldenArrays PyTorch = new("inference/inference");

    [Fact]
    public void Losses_are_PyTorchs()
    {
        var (binary, pixels) = PixelLoss.BinaryCrossEntropy(PyTorch.Read<float>("binary.probabilities"), Bytes("binary.truth"));
        var (classes, counted) = PixelLoss.CrossEntropy(PyTorch.Read<float>("classes.probabilities"), Bytes("classes.truth"), 5);

        Assert.Equal(PyTorch.Read<double>("binary.loss")[0], binary, 1e-3);
        Assert.Equal(PyTorch.Read<double>("classes.loss")[0], classes, 1e-3);
        Assert.Equal((12 * 17, 10 * 17), (pixels, counted));
    }

    [Fact]
    public void By_hand()
    {
        Assert.Equal((-Math.Log(0.25) - Math.Log(0.75), 2L), PixelLoss.BinaryCrossEntropy([0.25f, 0.25f, 0.9f], [1, 0, 255]));
        Assert.Equal((-Math.Log(0.5), 1L), PixelLoss.CrossEntropy([0.25f, 0.1f, 0.5f, 0.9f], [1, 255], 2));
    }

    /// <summary>log 2²⁴ = 16.64, and no infinity.</summary>
    [Fact]
    public void Certainty_that_is_wrong_costs_a_bounded_loss()
    {
        Assert.Equal(2 * 24 * Math.Log(2), PixelLoss.BinaryCrossEntropy([0, 1], [1, 0]).Sum, 1e-9);
        Assert.Equal(24 * Math.Log(2), PixelLoss.CrossEntropy([1, 0], [1], 2).Sum, 1e-9);
        Assert.Equal(0, PixelLoss.BinaryCrossEntropy([0, 1], [0, 1]).Sum);
    }

    [Fact]
    public void Sizes_and_classes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PixelLoss.BinaryCrossEntropy([0.5f], [0, 1]));
        Assert.Throws<ArgumentException>(() => PixelLoss.CrossEntropy([0.5f, 0.5f], [0, 1], 2));
        Assert.Contains("class index 2", Assert.Throws<ArgumentException>(() => PixelLoss.CrossEntropy([0.5f, 0.5f], [2], 2)).Message);
    }

    private static byte[] Bytes(string name) => Array.ConvertAll(PyTorch.Read<long>(name), value => (byte)value);
}
