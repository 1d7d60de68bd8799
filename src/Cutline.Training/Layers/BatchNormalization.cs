using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cutline.Training.Layers;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy 2015), as <c>torch.nn.BatchNorm2d</c>, for (N, channels, H, W). It differs in two things: it also
/// trains on a single value a channel, as pooling a whole picture gives in a batch of one (such a value has no variance, PyTorch refuses
/// it, and here the running statistics stand in); and it counts batches safely beside other threads (<see cref="Scalars"/>).
/// </summary>
public sealed class BatchNormalization(int channels) : BatchNorm(
    channels, 1e-5, 0.1, affine: true, track_running_stats: true, null, null, "BatchNorm2d")
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        if (!training || input.numel() == num_features) return Normalized(input, byBatch: false, 0);
        var batches = num_batches_tracked!.PlusInPlace(1);
        return Normalized(input, byBatch: true, momentum ?? 1.0 / batches.item<long>());
    }

    /// <inheritdoc/>
    protected override void ValidateInputDimensions(Tensor input)
    {
        if (input.ndim != 4)
            throw new ArgumentException($"the input has the shape ({string.Join(", ", input.shape)}): use (N, {num_features}, H, W)");
    }

    private Tensor Normalized(Tensor input, bool byBatch, double share) =>
        nn.functional.batch_norm(input, running_mean, running_var, weight, bias, byBatch, share, eps);
}
