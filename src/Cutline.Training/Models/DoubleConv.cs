using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Training.Models;

/// <summary>Two 3×3 convolutions, each followed by batch norm and ReLU: (N, in, H, W) → (N, out, H, W).</summary>
public sealed class DoubleConv : Module
{
    private readonly Sequential layers;

    public DoubleConv(int inChannels, int outChannels) => layers = Register("conv", new Sequential(
        new Conv2d(inChannels, outChannels, 3, padding: 1, bias: false), new BatchNorm2d(outChannels), new ReLU(inPlace: true),
        new Conv2d(outChannels, outChannels, 3, padding: 1, bias: false), new BatchNorm2d(outChannels), new ReLU(inPlace: true)));

    public override Tensor Forward(Tensor x) => layers.Forward(x);
}
