using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Layers;

/// <summary>
/// A normalisation without running statistics, with a weight and a bias for each channel. Beside layers in half precision it computes in
/// fp32 and returns its input's type.
/// </summary>
public abstract class AffineNormalization : Module<Tensor, Tensor>
{
    /// <summary>Added to the variance; PyTorch's own number.</summary>
    internal const double Epsilon = 1e-5;

    /// <summary>Makes the layer with weights of 1 and biases of 0.</summary>
    /// <param name="name">The type's name in PyTorch.</param>
    /// <param name="channels">Of the input.</param>
    protected AffineNormalization(string name, long channels) : base(name)
    {
        (Channels, Weight, Bias) = (channels, new Parameter(ones(channels)), new Parameter(zeros(channels)));
        register_parameter("weight", Weight);
        register_parameter("bias", Bias);
    }

    /// <summary>Of the input.</summary>
    public long Channels { get; }

    /// <summary>What the normalised is multiplied by, (channels).</summary>
    public Parameter Weight { get; }

    /// <summary>What is added then, (channels).</summary>
    public Parameter Bias { get; }

    /// <inheritdoc/>
    public sealed override Tensor forward(Tensor input)
    {
        Check(input);
        var wide = input.dtype == Weight.dtype ? input : input.to(Weight.dtype);
        return Normalize(wide).to(input.dtype);
    }

    /// <exception cref="ArgumentException">The input has another shape than the layer takes.</exception>
    protected abstract void Check(Tensor input);

    /// <summary>The input, in the weights' type, normalised, multiplied and shifted.</summary>
    protected abstract Tensor Normalize(Tensor input);
}
