using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Training.Models;

/// <summary>
/// Atrous spatial pyramid pooling (Chen et al. 2017, "Rethinking Atrous Convolution"): a 1×1 convolution, 3×3 convolutions at several
/// dilations and the mean of the picture, joined and projected. State dict names are torchvision's. (N, in, H, W) → (N, out, H, W).
/// </summary>
public sealed class Aspp : Module
{
    private readonly Sequential[] branches;
    private readonly Sequential pooled, project;

    public Aspp(int inChannels, int outChannels, params int[] rates)
    {
        var convs = Enumerable.Range(-1, rates.Length + 1).Select(i => new Sequential(
            i < 0 ? new Conv2d(inChannels, outChannels, 1, bias: false) : new Conv2d(inChannels, outChannels, 3, padding: rates[i], dilation: rates[i], bias: false),
            new BatchNorm2d(outChannels), new ReLU(inPlace: true)));
        branches = [.. convs];
        pooled = new Sequential(new AdaptiveAvgPool2d(1), new Conv2d(inChannels, outChannels, 1, bias: false), new BatchNorm2d(outChannels), new ReLU(inPlace: true));
        Register("convs", new Sequential([.. branches, pooled]));
        project = Register("project", new Sequential(
            new Conv2d((branches.Length + 1) * outChannels, outChannels, 1, bias: false), new BatchNorm2d(outChannels), new ReLU(inPlace: true), new Dropout()));
    }

    public override Tensor Forward(Tensor x)
    {
        var picture = F.Bilinear(pooled.Forward(x), x.Shape[2], x.Shape[3]);
        return project.Forward(Tensor.Cat([.. branches.Select(b => b.Forward(x)), picture], 1));
    }
}
