using TorchSharp;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Optimizers;

/// <summary>
/// From losses to an update: gradients of one or more batches are added up, unscaled, clipped and given to the optimizer.
/// </summary>
/// <param name="optimizer">Makes the update.</param>
/// <param name="clip">The most that all gradients together may be long; 0 for any length.</param>
/// <param name="scaler">For fp16; null for none.</param>
public sealed class OptimizationStep(Optimizer optimizer, double clip = 0, GradientScaler? scaler = null)
{
    private readonly FlatParameters parameters = optimizer.Parameters;

    /// <summary>Adds the gradient of a batch's loss.</summary>
    /// <param name="loss">A scalar of fp32.</param>
    /// <param name="share">The batch's part of the update's images: 1 when it is alone.</param>
    /// <param name="first">Whether it is the update's first batch: then the gradients of the last update are forgotten.</param>
    public void Add(Tensor loss, double share = 1, bool first = true)
    {
        ArgumentNullException.ThrowIfNull(loss);
        using var scope = NewDisposeScope();
        if (first) parameters.ZeroGradients();
        if (share < 1) loss = loss.mul(Held(share));
        (scaler?.Scaled(loss) ?? loss).backward();
        parameters.CollectGradients();
    }

    /// <summary>One update. Returns false where it was skipped because a gradient overflowed fp16.</summary>
    public bool Apply()
    {
        var finite = scaler?.Unscale(parameters.Gradients) ?? true;
        if (finite)
        {
            if (clip > 0) GradientNorm.Clip(parameters.Gradients, clip);
            optimizer.Step();
        }

        scaler?.Update(finite);
        return finite;
    }
}
