using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Training.Encoders;

/// <summary>
/// A block of MobileNetV2 (Sandler et al. 2018): a 1×1 convolution to more channels, a 3×3 convolution of each one alone, and a 1×1
/// convolution to few channels without ReLU, added to the input where the two are of one size. (N, in, H, W) → (N, out, H/stride, W/stride).
/// </summary>
public sealed class InvertedResidual : Module
{
    private readonly bool adds;
    private readonly Sequential conv;

    public InvertedResidual(int inChannels, int outChannels, int expansion, int stride = 1, int dilation = 1)
    {
        adds = stride == 1 && inChannels == outChannels;
        var hidden = expansion * inChannels;
        conv = Register("conv", new Sequential(
        [
            .. expansion == 1 ? [] : new Module[] { Activated(inChannels, hidden, 1) },
            Activated(hidden, hidden, 3, stride, dilation, groups: hidden),
            new Conv2d(hidden, outChannels, 1, bias: false), new BatchNorm2d(outChannels),
        ]));
    }

    public override Tensor Forward(Tensor x) => adds ? x + conv.Forward(x) : conv.Forward(x);

    /// <summary>A convolution, its size kept but for the stride, with batch norm and ReLU6.</summary>
    internal static Sequential Activated(int inChannels, int outChannels, int kernel, int stride = 1, int dilation = 1, int groups = 1) => new(
        new Conv2d(inChannels, outChannels, kernel, stride, kernel / 2 * dilation, dilation, groups, bias: false),
        new BatchNorm2d(outChannels), new ReLU6(inPlace: true));
}
