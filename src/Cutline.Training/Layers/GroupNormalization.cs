using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Layers;

/// <summary>Group normalisation (Wu and He 2018), as <c>torch.nn.GroupNorm</c>: (N, channels, H, W) → the same.</summary>
/// <param name="groups">A divisor of the channels.</param>
/// <param name="channels">Of the input.</param>
public sealed class GroupNormalization(int groups, int channels) : AffineNormalization("GroupNorm", channels)
{
    /// <summary>Each is normalised over its channels and pixels.</summary>
    public int Groups { get; } = groups;

    /// <inheritdoc/>
    protected override void Check(Tensor input)
    {
        if (input.ndim != 4 || input.shape[1] != Channels)
            throw new ArgumentException($"the input has the shape ({string.Join(", ", input.shape)}): use (N, {Channels}, H, W)");
    }

    /// <inheritdoc/>
    protected override Tensor Normalize(Tensor input) => functional.group_norm(input, Groups, Weight, Bias, Epsilon);
}
