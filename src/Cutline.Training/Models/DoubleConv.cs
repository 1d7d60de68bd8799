using Cutline.Training.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>Two 3×3 convolutions, each followed by batch norm and ReLU: (N, in, H, W) → (N, middle, H, W) → (N, out, H, W).</summary>
public sealed class DoubleConv : Module<Tensor, Tensor>
{
    private readonly Sequential conv;

    /// <summary>Makes the layers with weights drawn anew.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    /// <param name="middleChannels">Channels between the two convolutions; null for those of the output.</param>
    public DoubleConv(int inChannels, int outChannels, int? middleChannels = null) : base(nameof(DoubleConv))
    {
        var middle = middleChannels ?? outChannels;
        conv = Sequential(
            Conv2d(inChannels, middle, 3, padding: 1, bias: false), new BatchNormalization(middle), ReLU(inplace: true),
            Conv2d(middle, outChannels, 3, padding: 1, bias: false), new BatchNormalization(outChannels), ReLU(inplace: true));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => conv.call(input);
}
