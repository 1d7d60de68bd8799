using Cutline.Segmentation.Inference;
using Cutline.Training.Layers;
using Cutline.Training.Refinement;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>
/// A small network that moves the edge of a coarse mask to where the photo shows it. Its picture is an <see cref="EdgePicture"/>; what it
/// computes at half and at a quarter of the size is a correction of the coarse logits. With base 16 it has 27,144 parameters and makes
/// 2,250 multiply-accumulates a pixel.
/// </summary>
public sealed class EdgeNet : SegmentationModel
{
    private readonly Sequential enter, down, fine;
    private readonly Conv2d narrow, coarse, exit;

    /// <summary>Makes the network with weights drawn anew; what it computes is near the coarse mask.</summary>
    /// <exception cref="ArgumentException">The options are out of range, or the picture has not three planes.</exception>
    public EdgeNet(ModelOptions options) : base(nameof(EdgeNet), options.Validated(), 4)
    {
        if (options.InChannels != 3) throw new ArgumentException($"Model.InChannels is {options.InChannels}: {Kind.Name} takes 3 planes");
        var n = options.Base;
        enter = Sequential(Block(3, n, stride: 2));
        down = Sequential([.. Block(n, 2 * n, stride: 2), .. Block(2 * n, 2 * n), .. Block(2 * n, 2 * n, dilation: 2)]);
        narrow = Conv2d(2 * n, n, 1);
        fine = Sequential(Block(n, n));
        coarse = Conv2d(3, options.Classes, 1);
        exit = Conv2d(n, 4 * options.Classes, 3, padding: 1);
        RegisterComponents();
        using var _ = no_grad();
        using var weight = tensor(new[] { 0, 0, 2 * EdgePicture.MostLogit }).view(1, 3, 1, 1).expand(options.Classes, 3, 1, 1);
        using var bias = tensor(new[] { -EdgePicture.MostLogit }).expand(options.Classes);
        coarse.weight!.copy_(weight);
        coarse.bias!.copy_(bias);
    }

    internal static ModelKind Kind { get; } = new(EdgePicture.ModelName, "", EncoderUse.None, o => new EdgeNet(o))
    {
        Samples = (data, seed) => new EdgeDataset(data, seed), SampleSide = EdgeDataset.Side,
    };

    /// <inheritdoc/>
    protected override Tensor Logits(Tensor x)
    {
        var half = enter.call(x);                                                      // (N, base, H/2, W/2)
        var context = narrow.call(down.call(half));                                    // (N, base, H/4, W/4)
        var joined = F.Relu(F.Add(half, F.Interpolate(context, like: half)));          // (N, base, H/2, W/2)
        var correction = F.PixelShuffle(exit.call(fine.call(joined)), 2);              // (N, classes, H, W)
        return F.Add(coarse.call(x), correction);
    }

    private static Module<Tensor, Tensor>[] Block(int inChannels, int outChannels, int stride = 1, int dilation = 1) =>
    [
        Conv2d(inChannels, outChannels, 3, stride, dilation, dilation, bias: false), new BatchNormalization(outChannels),
        ReLU(inplace: true),
    ];
}
