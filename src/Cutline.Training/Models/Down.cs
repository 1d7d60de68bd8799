using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Training.Models;

/// <summary>One step of the contracting path: (N, in, H, W) → (N, out, H/2, W/2).</summary>
public sealed class Down : Module
{
    private readonly MaxPool2d pool;
    private readonly DoubleConv conv;

    public Down(int inChannels, int outChannels)
    {
        pool = Register("pool", new MaxPool2d(2));
        conv = Register("conv", new DoubleConv(inChannels, outChannels));
    }

    public override Tensor Forward(Tensor x) => conv.Forward(pool.Forward(x));
}
