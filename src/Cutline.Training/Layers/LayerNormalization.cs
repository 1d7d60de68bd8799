using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Layers;

/// <summary>
/// Layer normalisation (Ba et al. 2016) over the last dimension, as <c>torch.nn.LayerNorm</c>: (…, channels) → (…, channels).
/// </summary>
/// <param name="channels">Of the input.</param>
public sealed class LayerNormalization(int channels) : AffineNormalization("LayerNorm", channels)
{
    /// <inheritdoc/>
    protected override void Check(Tensor input)
    {
        if (input.shape[^1] != Channels)
            throw new ArgumentException($"the input has the shape ({string.Join(", ", input.shape)}): use (…, {Channels})");
    }

    /// <inheritdoc/>
    protected override Tensor Normalize(Tensor input) => functional.layer_norm(input, [Channels], Weight, Bias, Epsilon);
}
