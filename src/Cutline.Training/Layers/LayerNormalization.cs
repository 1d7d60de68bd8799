using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Layers;

/// <summary>
/// Layer normalisation (Ba et al. 2016) over the last dimension, as <c>torch.nn.LayerNorm</c>: (…, channels) → (…, channels). Beside
/// layers in half precision it computes in fp32 and returns its input's type.
/// </summary>
public sealed class LayerNormalization : Module<Tensor, Tensor>
{
    /// <summary>Added to the variance; PyTorch's own number.</summary>
    internal const double Epsilon = 1e-5;

    private readonly long channels;
    private readonly Parameter weight, bias; // named as in PyTorch

    /// <summary>Makes the layer with weights of 1 and biases of 0.</summary>
    public LayerNormalization(int channels) : base("LayerNorm")
    {
        this.channels = channels;
        weight = new Parameter(ones(channels));
        bias = new Parameter(zeros(channels));
        RegisterComponents();
    }

    /// <summary>What the normalised is multiplied by, (channels).</summary>
    public Parameter Weight => weight;

    /// <summary>What is added then, (channels).</summary>
    public Parameter Bias => bias;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (input.shape[^1] != channels)
            throw new ArgumentException($"the input has the shape ({string.Join(", ", input.shape)}): use (…, {channels})");
        var wide = input.dtype == weight.dtype ? input : input.to(weight.dtype);
        return functional.layer_norm(wide, [channels], weight, bias, Epsilon).to(input.dtype);
    }
}
