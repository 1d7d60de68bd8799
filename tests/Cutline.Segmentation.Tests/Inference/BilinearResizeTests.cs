using Cutline.Golden;
using Cutline.Segmentation.Inference;

namespace Cutline.Segmentation.Tests.Inference;

public sealed class BilinearResizeTests
{
    private static readonly GoldenArrays PyTorch = new("inference/inference");

    [Theory]
    [InlineData("enlarged")]
    [InlineData("same")]
    [InlineData("reduced")]
    [InlineData("point")]
    [InlineData("wide")]
    [InlineData("tall")]
    public void Planes_are_resized_as_in_PyTorch(string name)
    {
        var (from, to) = (PyTorch.Shape($"{name}.x"), PyTorch.Shape($"{name}.y"));

        var resized = new Planes(PyTorch.Read<float>($"{name}.x"), from[0], from[1], from[2]).Resize(to[1], to[2]);

        Assert.Equal((to[0], to[1], to[2]), (resized.Channels, resized.Height, resized.Width));
        Assert.All(PyTorch.Read<float>($"{name}.y").Zip(resized.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    /// <summary>Two pixels become four, centres at a quarter and three quarters.</summary>
    [Fact]
    public void Hand_worked()
    {
        Assert.Equal([0, 1, 3, 4], new Planes([0, 4], 1, 1, 2).Resize(1, 4).Values);
        Assert.Equal([1.5f, 5.5f], new Planes([1, 2, 5, 6], 1, 2, 2).Resize(2, 1).Values);
    }

    [Fact]
    public void Mirrored_and_cropped_planes_are_copies()
    {
        var planes = new Planes([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 2, 2, 3);

        Assert.Equal([3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10], planes.Mirror().Values);
        Assert.Equal([5, 6, 11, 12], planes.Crop(1, 1, 2, 1).Values);
        Assert.Equal(1, planes.Values[0]);
        Assert.Contains(
            "5 numbers are not 1 planes of 2×2", Assert.Throws<ArgumentException>(() => new Planes(new float[5], 1, 2, 2)).Message);
    }
}
