using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Segmentation.Models;

/// <summary>
/// A 3×3 convolution that contains the batch norm after it, and ReLU: with s = γ / √(σ² + ε), the weight is w·s and the bias β − μ·s.
/// </summary>
internal sealed record FoldedConv(Tensor Weight, Tensor Bias) : IDisposable
{
    internal static FoldedConv Of(Conv2d conv, BatchNorm2d norm, DType type)
    {
        using var scope = new TensorScope();
        using var _ = LibTorch.NoGrad();
        var scale = norm.Weight / (norm.RunningVariance + norm.Eps).Sqrt();                       // (out)
        var weight = (conv.Weight * scale.View(-1, 1, 1, 1)).To(type).ChannelsLast();
        var bias = (norm.Bias - norm.RunningMean * scale).To(type);
        return new(TensorScope.Detach(weight), TensorScope.Detach(bias));
    }

    internal Tensor Forward(Tensor x) => F.ReluInPlace(F.Conv2d(x, Weight, Bias, padding: 1));

    public void Dispose()
    {
        Weight.Dispose();
        Bias.Dispose();
    }
}
