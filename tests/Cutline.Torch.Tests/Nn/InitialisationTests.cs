using Cutline.Golden;
using Cutline.Torch.Nn;

namespace Cutline.Torch.Tests.Nn;

/// <summary>New layers are drawn as PyTorch draws them.</summary>
[Collection("live tensors")]
public sealed class InitialisationTests : IDisposable
{
    private readonly TensorScope scope = new();

    [Fact]
    public void A_seed_gives_the_weights_that_it_gives_in_PyTorch()
    {
        using var golden = new GoldenFile("torch/initialisation");
        LibTorch.SetSeed(7);
        using var model = new Sequential(
            new Conv2d(3, 8, 3), new BatchNorm2d(8), new Conv2d(8, 6, 3, groups: 2), new ConvTranspose2d(6, 4, 2, stride: 2), new Conv2d(4, 1, 1, bias: false));
        foreach (var (name, tensor) in model.StateDict()) golden.AssertClose(name, tensor, 1e-6);
        Assert.Equal(golden.Part("").Keys.Order(), model.StateDict().Keys.Order());
    }

    [Fact]
    public void Convolutions_are_uniform_within_one_over_the_root_of_their_fan_in()
    {
        using var conv = new Conv2d(24, 600, 3);
        AssertUniform(1 / Math.Sqrt(24 * 9), conv.Weight);
        AssertUniform(1 / Math.Sqrt(24 * 9), conv.Bias!, 0.1);

        using var grouped = new Conv2d(64, 64, 5, groups: 4);
        AssertUniform(1 / Math.Sqrt(16 * 25), grouped.Weight);
    }

    [Fact]
    public void Transposed_convolutions_take_their_outputs_for_fan_in_as_PyTorch_does()
    {
        using var conv = new ConvTranspose2d(96, 400, 2, stride: 2);
        AssertUniform(1 / Math.Sqrt(400 * 4), conv.Weight);
        AssertUniform(1 / Math.Sqrt(400 * 4), conv.Bias!, 0.1);
    }

    [Fact]
    public void Batch_norm_begins_as_the_identity()
    {
        using var norm = new BatchNorm2d(3);
        var state = norm.StateDict();
        Assert.Equal([1, 1, 1], state["weight"].ToArray<float>());
        Assert.Equal([0, 0, 0], state["bias"].ToArray<float>());
        Assert.Equal([0, 0, 0], state["running_mean"].ToArray<float>());
        Assert.Equal([1, 1, 1], state["running_var"].ToArray<float>());
        Assert.Equal(0, state["num_batches_tracked"].Item<long>());
    }

    public void Dispose() => scope.Dispose();

    /// <summary>Fills ±bound to its ends, with mean 0 and a standard deviation of bound/√3.</summary>
    private static void AssertUniform(double bound, Tensor tensor, double tolerance = 0.02)
    {
        var values = tensor.ToArray<double>();
        Assert.InRange(values.Max(), bound * (1 - tolerance), bound * (1 + 1e-6));
        Assert.InRange(values.Min(), -bound * (1 + 1e-6), -bound * (1 - tolerance));
        Assert.InRange(values.Average(), -bound * tolerance, bound * tolerance);
        Assert.InRange(Math.Sqrt(values.Average(v => v * v)) * Math.Sqrt(3) / bound, 1 - tolerance, 1 + tolerance);
    }
}
