using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Training.Encoders;

/// <summary>
/// A block of ResNet (He et al. 2015, "Deep Residual Learning"): convolutions whose result is added to the block's input, which a 1×1
/// convolution fits in size where it has to. (N, in, H, W) → (N, out, H/stride, W/stride).
/// </summary>
public abstract class ResidualBlock : Module
{
    private readonly bool activate;
    private readonly List<(Conv2d Conv, BatchNorm2d Norm)> convs = [];
    private Sequential? downsample;

    /// <param name="activate">Whether ReLU comes after the sum.</param>
    private protected ResidualBlock(bool activate) => this.activate = activate;

    public sealed override Tensor Forward(Tensor x)
    {
        var y = x;
        for (var i = 0; i < convs.Count; i++)
        {
            y = convs[i].Norm.Forward(convs[i].Conv.Forward(y));
            if (i < convs.Count - 1) F.ReluInPlace(y);
        }

        y += downsample?.Forward(x) ?? x;
        return activate ? F.ReluInPlace(y) : y;
    }

    /// <summary>Adds a convolution of the block, its size kept but for the stride, and its batch norm.</summary>
    private protected void Add(int inChannels, int outChannels, int kernel, int stride = 1, int dilation = 1)
    {
        var number = convs.Count + 1;
        var conv = new Conv2d(inChannels, outChannels, kernel, stride, kernel / 2 * dilation, dilation, bias: false);
        convs.Add((Register($"conv{number}", conv), Register($"bn{number}", new BatchNorm2d(outChannels))));
    }

    /// <summary>Adds what fits the input to the sum, where it does not fit as it is.</summary>
    private protected void Fit(int inChannels, int outChannels, int stride)
    {
        if (stride == 1 && inChannels == outChannels) return;
        downsample = Register("downsample", new Sequential(new Conv2d(inChannels, outChannels, 1, stride, bias: false), new BatchNorm2d(outChannels)));
    }
}

/// <summary>Two 3×3 convolutions.</summary>
public sealed class BasicBlock : ResidualBlock
{
    public BasicBlock(int inChannels, int outChannels, int stride = 1, int dilation = 1, bool activate = true) : base(activate)
    {
        Add(inChannels, outChannels, 3, stride, dilation);
        Add(outChannels, outChannels, 3, dilation: dilation);
        Fit(inChannels, outChannels, stride);
    }
}

/// <summary>A 3×3 convolution between two 1×1 convolutions, the last of which has expansion times as many channels. The stride is the 3×3's.</summary>
public sealed class Bottleneck : ResidualBlock
{
    public Bottleneck(int inChannels, int channels, int stride = 1, int dilation = 1, int expansion = 4, bool activate = true) : base(activate)
    {
        Add(inChannels, channels, 1);
        Add(channels, channels, 3, stride, dilation);
        Add(channels, expansion * channels, 1);
        Fit(inChannels, expansion * channels, stride);
    }
}
