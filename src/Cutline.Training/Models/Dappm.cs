using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Training.Models;

/// <summary>
/// Deep aggregation pyramid pooling (Hong et al. 2021, figure 5): means over windows of 5, 9, 17 and the whole picture, each joined to the
/// finer one before it is convolved. Batch norm and ReLU come before each convolution. (N, in, H, W) → (N, out, H, W).
/// </summary>
public sealed class Dappm : Module
{
    private readonly Sequential[] scales, processes;
    private readonly Sequential compression, shortcut;

    public Dappm(int inChannels, int innerChannels, int outChannels)
    {
        Module[] pools = [new AvgPool2d(5, 2, 2), new AvgPool2d(9, 4, 4), new AvgPool2d(17, 8, 8), new AdaptiveAvgPool2d(1)];
        scales =
        [
            Register("scale0", new Sequential(Conv(inChannels, innerChannels, 1))),
            .. pools.Select((pool, i) => Register($"scale{i + 1}", new Sequential([pool, .. Conv(inChannels, innerChannels, 1)]))),
        ];
        processes = [.. pools.Select((_, i) => Register($"process{i + 1}", new Sequential(Conv(innerChannels, innerChannels, 3))))];
        compression = Register("compression", new Sequential(Conv(scales.Length * innerChannels, outChannels, 1)));
        shortcut = Register("shortcut", new Sequential(Conv(inChannels, outChannels, 1)));
    }

    public override Tensor Forward(Tensor x)
    {
        var (height, width) = (x.Shape[2], x.Shape[3]);
        var found = new List<Tensor> { scales[0].Forward(x) };
        foreach (var (scale, process) in scales.Skip(1).Zip(processes))
            found.Add(process.Forward(F.Bilinear(scale.Forward(x), height, width) + found[^1]));
        return compression.Forward(Tensor.Cat([.. found], 1)) + shortcut.Forward(x);
    }

    private static Module[] Conv(int inChannels, int outChannels, int kernel) =>
        [new BatchNorm2d(inChannels), new ReLU(inPlace: true), new Conv2d(inChannels, outChannels, kernel, padding: kernel / 2, bias: false)];
}
