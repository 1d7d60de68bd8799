using Cutline.Training.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Encoders;

/// <summary>
/// A block of ResNet (He et al. 2015, "Deep Residual Learning"): convolutions whose result is added to the block's input, which a 1×1
/// convolution fits in size where it has to. (N, in, H, W) → (N, out, H/stride, W/stride).
/// </summary>
public abstract class ResidualBlock : Module<Tensor, Tensor>
{
    private readonly bool activate;
    private readonly List<(Module<Tensor, Tensor> Conv, Module<Tensor, Tensor> Norm)> convs = [];
    private Module<Tensor, Tensor>? downsample;

    /// <param name="name">The type's name.</param>
    /// <param name="activate">Whether ReLU comes after the sum.</param>
    protected ResidualBlock(string name, bool activate) : base(name) => this.activate = activate;

    /// <inheritdoc/>
    public sealed override Tensor forward(Tensor input)
    {
        var x = input;
        for (var i = 0; i < convs.Count; i++)
        {
            x = convs[i].Norm.call(convs[i].Conv.call(x));
            if (i < convs.Count - 1) x = F.Relu(x, inPlace: true);
        }

        x = F.Add(x, downsample?.call(input) ?? input);
        return activate ? F.Relu(x, inPlace: true) : x;
    }

    /// <summary>Adds a convolution of the block, its size kept but for the stride, and its batch norm.</summary>
    protected void Add(int inChannels, int outChannels, int kernel, int stride = 1, int dilation = 1)
    {
        var number = convs.Count + 1;
        convs.Add((Conv2d(inChannels, outChannels, kernel, stride, kernel / 2 * dilation, dilation, bias: false),
            new BatchNormalization(outChannels)));
        register_module($"conv{number}", convs[^1].Conv);
        register_module($"bn{number}", convs[^1].Norm);
    }

    /// <summary>Adds what fits the input to the sum, where it does not fit as it is.</summary>
    protected void Fit(int inChannels, int outChannels, int stride)
    {
        if (stride == 1 && inChannels == outChannels) return;
        downsample = Sequential(Conv2d(inChannels, outChannels, 1, stride, bias: false), new BatchNormalization(outChannels));
        register_module("downsample", downsample);
    }
}

/// <summary>Two 3×3 convolutions.</summary>
public sealed class BasicBlock : ResidualBlock
{
    /// <summary>Makes the layers with weights drawn anew.</summary>
    public BasicBlock(int inChannels, int outChannels, int stride = 1, int dilation = 1, bool activate = true)
        : base(nameof(BasicBlock), activate)
    {
        Add(inChannels, outChannels, 3, stride, dilation);
        Add(outChannels, outChannels, 3, dilation: dilation);
        Fit(inChannels, outChannels, stride);
    }
}

/// <summary>
/// A 3×3 convolution between two 1×1 convolutions, the last of which has expansion times as many channels. The stride is the 3×3's.
/// </summary>
public sealed class Bottleneck : ResidualBlock
{
    /// <summary>Makes the layers with weights drawn anew.</summary>
    public Bottleneck(int inChannels, int channels, int stride = 1, int dilation = 1, int expansion = 4, bool activate = true)
        : base(nameof(Bottleneck), activate)
    {
        Add(inChannels, channels, 1);
        Add(channels, channels, 3, stride, dilation);
        Add(channels, expansion * channels, 1);
        Fit(inChannels, expansion * channels, stride);
    }
}
