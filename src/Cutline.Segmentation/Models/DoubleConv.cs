using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Segmentation.Models;

/// <summary>Two 3×3 convolutions, each followed by batch norm and ReLU: (N, in, H, W) → (N, out, H, W).</summary>
public sealed class DoubleConv : Module
{
    private readonly Conv2d first, second;
    private readonly BatchNorm2d firstNorm, secondNorm;
    private readonly Sequential layers;
    private FoldedConv[]? folded;

    public DoubleConv(int inChannels, int outChannels)
    {
        first = new Conv2d(inChannels, outChannels, 3, padding: 1, bias: false);
        firstNorm = new BatchNorm2d(outChannels);
        second = new Conv2d(outChannels, outChannels, 3, padding: 1, bias: false);
        secondNorm = new BatchNorm2d(outChannels);
        layers = Register("conv", new Sequential(first, firstNorm, new ReLU(inPlace: true), second, secondNorm, new ReLU(inPlace: true)));
    }

    public override Tensor Forward(Tensor x) => folded is null ? layers.Forward(x) : folded[1].Forward(folded[0].Forward(x));

    /// <summary>From now on the same function with each batch norm inside its convolution, in the given element type: for evaluation only.</summary>
    internal void Fold(DType type) => folded = [FoldedConv.Of(first, firstNorm, type), FoldedConv.Of(second, secondNorm, type)];

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var conv in folded ?? []) conv.Dispose();
        base.Dispose(disposing);
    }
}
