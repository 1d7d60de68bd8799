using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Segmentation.Models;

/// <summary>One step of the expanding path: (N, in, H/2, W/2) and the skip (N, skip, H, W) → (N, skip, H, W).</summary>
public sealed class Up : Module
{
    private readonly Module up;
    private readonly DoubleConv conv;

    public Up(int inChannels, int skipChannels, UpSampling how)
    {
        var transposed = how == UpSampling.Transposed;
        up = Register<Module>("up", transposed ? new ConvTranspose2d(inChannels, skipChannels, 2, stride: 2) : new Upsample(2));
        conv = Register("conv", new DoubleConv(skipChannels + (transposed ? skipChannels : inChannels), skipChannels));
    }

    public Tensor Forward(Tensor x, Tensor skip) => conv.Forward(Tensor.Cat([skip, up.Forward(x)], 1));

    /// <exception cref="NotSupportedException">Always: this part needs its skip connection.</exception>
    public override Tensor Forward(Tensor x) => throw new NotSupportedException("Up needs the skip connection: call Forward(x, skip)");
}
