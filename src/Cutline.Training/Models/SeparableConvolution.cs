using Cutline.Training.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>
/// A 3×3 convolution of each channel, then a 1×1 convolution across them, each with batch norm and ReLU (Chollet 2017; Chen et al. 2018).
/// </summary>
internal static class SeparableConvolution
{
    /// <summary>The layers of one, (N, in, H, W) → (N, out, H, W), with weights drawn anew.</summary>
    internal static Module<Tensor, Tensor>[] Layers(int inChannels, int outChannels) =>
    [
        Conv2d(inChannels, inChannels, 3, padding: 1, groups: inChannels, bias: false),
        new BatchNormalization(inChannels), ReLU(inplace: true),
        Conv2d(inChannels, outChannels, 1, bias: false), new BatchNormalization(outChannels), ReLU(inplace: true),
    ];
}
