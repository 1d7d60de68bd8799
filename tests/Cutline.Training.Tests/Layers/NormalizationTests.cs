using Cutline.Training.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Layers;

/// <summary>Layer and group normalisation against TorchSharp's own, and beside half precision.</summary>
public sealed class NormalizationTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    [Fact]
    public void Layer_normalisation_is_pytorchs()
    {
        using var own = new LayerNormalization(6);
        using var theirs = nn.LayerNorm([6]);
        Compare(own, theirs, randn(2, 5, 6) * 3 + 1);
        Assert.Throws<ArgumentException>(() => own.call(randn(2, 6, 5)));
    }

    [Fact]
    public void Group_normalisation_is_pytorchs()
    {
        using var own = new GroupNormalization(3, 6);
        using var theirs = nn.GroupNorm(3, 6);
        Compare(own, theirs, randn(2, 6, 4, 5) * 3 + 1);
        Assert.Throws<ArgumentException>(() => own.call(randn(2, 5, 4, 6)));
    }

    public void Dispose() => scope.Dispose();

    private static void Compare(nn.Module<Tensor, Tensor> own, nn.Module<Tensor, Tensor> theirs, Tensor x)
    {
        using (no_grad())
            foreach (var parameter in own.parameters()) parameter.uniform_(0.5, 1.5);
        StateDict.Load(theirs, own.state_dict());

        var y = own.call(x);

        Assert.Equal(theirs.call(x).ToArray<float>(), y.ToArray<float>());
        var half = own.call(x.to(ScalarType.BFloat16));
        Assert.Equal(ScalarType.BFloat16, half.dtype);
        Assert.True((half.to(ScalarType.Float32) - y).abs().max().item<float>() < 0.05);
    }
}
