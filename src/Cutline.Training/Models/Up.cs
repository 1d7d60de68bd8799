using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Training.Models;

/// <summary>One step of the expanding path: (N, in, H/2, W/2) and the skips, together (N, skip, H, W), → (N, out, H, W).</summary>
public sealed class Up : Module
{
    private readonly Module up;
    private readonly DoubleConv conv;

    /// <param name="skipChannels">Of all skips together; 0 where there are none.</param>
    public Up(int inChannels, int skipChannels, int outChannels, UpSampling how)
    {
        var transposed = how == UpSampling.Transposed;
        up = Register<Module>("up", transposed ? new ConvTranspose2d(inChannels, outChannels, 2, stride: 2) : new Upsample(2));
        conv = Register("conv", new DoubleConv(skipChannels + (transposed ? outChannels : inChannels), outChannels));
    }

    public Tensor Forward(Tensor x, params Tensor[] skips) => conv.Forward(Tensor.Cat([.. skips, up.Forward(x)], 1));

    /// <summary>Without skips.</summary>
    public override Tensor Forward(Tensor x) => conv.Forward(up.Forward(x));
}
