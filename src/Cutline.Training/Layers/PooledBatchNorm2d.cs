using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cutline.Training.Layers;

/// <summary>
/// Batch normalisation that also trains on a single value a channel, as pooling a whole picture gives in a batch of one: such a value has
/// no
/// variance, PyTorch refuses it, and here the running statistics stand in. In all else it is TorchSharp's <c>BatchNorm2d</c>.
/// </summary>
public sealed class PooledBatchNorm2d(int channels) : BatchNorm(channels, 1e-5, 0.1, affine: true, track_running_stats: true, null, null,
    nameof(PooledBatchNorm2d))
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => training && input.numel() == num_features
        ? nn.functional.batch_norm(input, running_mean, running_var, weight, bias, training: false, 0, eps)
        : base.forward(input);

    /// <inheritdoc/>
    protected override void ValidateInputDimensions(Tensor input)
    {
        if (input.ndim != 4)
            throw new ArgumentException($"the input has the shape ({string.Join(", ", input.shape)}): use (N, {num_features}, H, W)");
    }
}
