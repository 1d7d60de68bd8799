using Cutline.Training.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>
/// Atrous spatial pyramid pooling (Chen et al. 2017, "Rethinking Atrous Convolution"): a 1×1 convolution, 3×3 convolutions at several
/// dilations and the mean of the picture, joined and projected. State dict names are torchvision's. (N, in, H, W) → (N, out, H, W).
/// </summary>
public sealed class Aspp : Module<Tensor, Tensor>
{
    private readonly Sequential[] branches;
    private readonly Sequential project;

    /// <summary>Makes the layers with weights drawn anew.</summary>
    /// <param name="inChannels">Of the input.</param>
    /// <param name="outChannels">Of the output and of each branch.</param>
    /// <param name="rates">Dilations of the 3×3 convolutions.</param>
    public Aspp(int inChannels, int outChannels, params int[] rates) : base(nameof(Aspp))
    {
        var pooled = Sequential(AdaptiveAvgPool2d(1), Conv2d(inChannels, outChannels, 1, bias: false), new BatchNormalization(outChannels),
            ReLU(inplace: true));
        branches =
        [
            Branch(Conv2d(inChannels, outChannels, 1, bias: false)),
            .. rates.Select(rate => Branch(Conv2d(inChannels, outChannels, 3, padding: rate, dilation: rate, bias: false))),
            pooled,
        ];
        register_module("convs", Sequential(branches));
        project = Sequential(Conv2d(branches.Length * outChannels, outChannels, 1, bias: false), new BatchNormalization(outChannels),
            ReLU(inplace: true), Dropout(0.5));
        RegisterComponents();

        Sequential Branch(Conv2d conv) => Sequential(conv, new BatchNormalization(outChannels), ReLU(inplace: true));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var features = Array.ConvertAll(branches, branch => branch.call(input));
        features[^1] = F.Interpolate(features[^1], like: input);   // (N, out, H, W), from (N, out, 1, 1)
        return project.call(F.Cat(features));
    }
}
