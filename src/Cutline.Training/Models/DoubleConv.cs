using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>Two 3×3 convolutions, each followed by batch norm and ReLU: (N, in, H, W) → (N, out, H, W).</summary>
public sealed class DoubleConv : Module<Tensor, Tensor>
{
    private readonly Sequential conv;

    /// <summary>Makes the layers with weights drawn anew.</summary>
    public DoubleConv(int inChannels, int outChannels) : base(nameof(DoubleConv))
    {
        conv = Sequential(
            Conv2d(inChannels, outChannels, 3, padding: 1, bias: false), BatchNorm2d(outChannels), ReLU(inplace: true),
            Conv2d(outChannels, outChannels, 3, padding: 1, bias: false), BatchNorm2d(outChannels), ReLU(inplace: true));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => conv.call(input);
}
