using Cutline.Training.Layers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>One step of the expanding path: (N, in, H/2, W/2) and the skips, together (N, skip, H, W), → (N, out, H, W).</summary>
public sealed class Up : Module<Tensor, Tensor[], Tensor>
{
    private readonly Module<Tensor, Tensor> up;
    private readonly DoubleConv conv;

    /// <summary>Makes the layers with weights drawn anew.</summary>
    /// <param name="inChannels">Of the coarser features.</param>
    /// <param name="skipChannels">Of all skips together; 0 where there are none.</param>
    /// <param name="outChannels">Of the output.</param>
    /// <param name="how">How the coarser features are enlarged.</param>
    public Up(int inChannels, int skipChannels, int outChannels, UpSampling how) : base(nameof(Up))
    {
        var (transposed, narrow) = (how == UpSampling.Transposed, how == UpSampling.BilinearNarrow);
        up = transposed
            ? new TransposedConv2d(inChannels, outChannels, 2)
            : Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bilinear, align_corners: narrow);
        var joined = skipChannels + (transposed ? outChannels : inChannels);
        conv = new DoubleConv(joined, outChannels, narrow ? joined / 2 : null);
        RegisterComponents();
    }

    /// <param name="input">The coarser features, (N, in, H/2, W/2).</param>
    /// <param name="skips">Features at this level, each (N, …, H, W); none where the network has no skip here.</param>
    public override Tensor forward(Tensor input, Tensor[] skips)
    {
        var enlarged = up.call(input);
        return conv.call(skips.Length == 0 ? enlarged : F.Cat([.. skips, enlarged]));
    }
}
