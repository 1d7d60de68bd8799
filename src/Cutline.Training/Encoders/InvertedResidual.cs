using Cutline.Training.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Encoders;

/// <summary>
/// A block of MobileNetV2 (Sandler et al. 2018): a 1×1 convolution to more channels, a 3×3 convolution of each one alone, and a 1×1
/// convolution to few channels without ReLU, added to the input where the two are of one size. (N, in, H, W) → (N, out, H/stride,
/// W/stride).
/// </summary>
public sealed class InvertedResidual : Module<Tensor, Tensor>
{
    private readonly bool adds;
    private readonly Sequential conv;

    /// <summary>Makes the layers with weights drawn anew.</summary>
    public InvertedResidual(int inChannels, int outChannels, int expansion, int stride = 1, int dilation = 1)
        : base(nameof(InvertedResidual))
    {
        adds = stride == 1 && inChannels == outChannels;
        var hidden = expansion * inChannels;
        conv = Sequential(
        [
            .. expansion == 1 ? [] : new Module<Tensor, Tensor>[] { Activated(inChannels, hidden, 1) },
            Activated(hidden, hidden, 3, stride, dilation, groups: hidden),
            Conv2d(hidden, outChannels, 1, bias: false), new BatchNormalization(outChannels),
        ]);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => adds ? F.Add(input, conv.call(input)) : conv.call(input);

    /// <summary>A convolution, its size kept but for the stride, with batch norm and ReLU6.</summary>
    internal static Sequential Activated(int inChannels, int outChannels, int kernel, int stride = 1, int dilation = 1, int groups = 1) =>
        Sequential(
        Conv2d(inChannels, outChannels, kernel, stride, kernel / 2 * dilation, dilation, groups: groups, bias: false),
        new BatchNormalization(outChannels), ReLU6(inplace: true));
}
