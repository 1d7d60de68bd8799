using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>One step of the contracting path: (N, in, H, W) → (N, out, H/2, W/2).</summary>
public sealed class Down : Module<Tensor, Tensor>
{
    private readonly MaxPool2d pool;
    private readonly DoubleConv conv;

    /// <summary>Makes the layers with weights drawn anew.</summary>
    public Down(int inChannels, int outChannels) : base(nameof(Down))
    {
        pool = MaxPool2d(2);
        conv = new DoubleConv(inChannels, outChannels);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => conv.call(pool.call(input));
}
