using Cutline.Torch;
using Cutline.Torch.Optim;

namespace Cutline.Training.Runs;

/// <summary>From losses to an update: gradients of one or more batches are added up, unscaled, clipped and followed.</summary>
/// <param name="clip">The most that all gradients together may be long; 0 for any length.</param>
/// <param name="scaler">For fp16; null for none.</param>
internal sealed class Descent(Optimizer optimizer, IEnumerable<Tensor> parameters, double clip, GradientScaler? scaler)
{
    private readonly Tensor[] parameters = [.. parameters];

    /// <summary>Adds the gradient of a batch's loss.</summary>
    /// <param name="share">The batch's part of the update's images: 1 when it is alone.</param>
    /// <param name="first">Whether it is the update's first batch: then gradients of the last one are forgotten.</param>
    public void Add(Tensor loss, double share, bool first)
    {
        if (first) optimizer.ZeroGrad();
        if (share < 1) loss *= share;
        (scaler?.Scaled(loss) ?? loss).Backward();
    }

    /// <summary>One update. Returns false where it was skipped because a gradient overflowed fp16.</summary>
    public bool Step()
    {
        var finite = scaler?.Unscale(parameters) ?? true;
        if (finite)
        {
            if (clip > 0) GradientNorm.Clip(parameters, clip);
            optimizer.Step();
        }

        scaler?.Update(finite);
        return finite;
    }
}
