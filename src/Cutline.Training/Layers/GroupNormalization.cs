using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Layers;

/// <summary>
/// Group normalisation (Wu and He 2018), as <c>torch.nn.GroupNorm</c>: (N, channels, H, W) → the same. Beside layers in half precision it
/// computes in fp32 and returns its input's type.
/// </summary>
public sealed class GroupNormalization : Module<Tensor, Tensor>
{
    /// <summary>Added to the variance; PyTorch's own number.</summary>
    internal const double Epsilon = 1e-5;

    private readonly long channels;
    private readonly Parameter weight, bias; // named as in PyTorch

    /// <summary>Makes the layer with weights of 1 and biases of 0.</summary>
    /// <param name="groups">A divisor of the channels.</param>
    /// <param name="channels">Of the input.</param>
    public GroupNormalization(int groups, int channels) : base("GroupNorm")
    {
        (Groups, this.channels) = (groups, channels);
        weight = new Parameter(ones(channels));
        bias = new Parameter(zeros(channels));
        RegisterComponents();
    }

    /// <summary>Each is normalised over its channels and pixels.</summary>
    public int Groups { get; }

    /// <summary>What the normalised is multiplied by, (channels).</summary>
    public Parameter Weight => weight;

    /// <summary>What is added then, (channels).</summary>
    public Parameter Bias => bias;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (input.ndim != 4 || input.shape[1] != channels)
            throw new ArgumentException($"the input has the shape ({string.Join(", ", input.shape)}): use (N, {channels}, H, W)");
        var wide = input.dtype == weight.dtype ? input : input.to(weight.dtype);
        return functional.group_norm(wide, Groups, weight, bias, Epsilon).to(input.dtype);
    }
}
