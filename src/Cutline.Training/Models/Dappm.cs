using Cutline.Training.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>
/// Deep aggregation pyramid pooling (Hong et al. 2021, figure 5): means over windows of 5, 9, 17 and the whole picture, each joined to the
/// finer one before it is convolved. Batch norm and ReLU come before each convolution. (N, in, H, W) → (N, out, H, W).
/// </summary>
public sealed class Dappm : Module<Tensor, Tensor>
{
    private readonly Sequential[] scales, processes;
    private readonly Sequential compression, shortcut;

    /// <summary>Makes the layers with weights drawn anew.</summary>
    public Dappm(int inChannels, int innerChannels, int outChannels) : base(nameof(Dappm))
    {
        Module<Tensor, Tensor>[] pools =
            [AvgPool2d(5, stride: 2, padding: 2), AvgPool2d(9, stride: 4, padding: 4), AvgPool2d(17, stride: 8, padding: 8),
                AdaptiveAvgPool2d(1)];
        scales = [Sequential(Conv(inChannels, innerChannels, 1)),
            .. pools.Select(pool => Sequential([pool, .. Conv(inChannels, innerChannels, 1)]))];
        processes = [.. pools.Select(_ => Sequential(Conv(innerChannels, innerChannels, 3)))];
        for (var i = 0; i < scales.Length; i++) register_module($"scale{i}", scales[i]);
        for (var i = 0; i < processes.Length; i++) register_module($"process{i + 1}", processes[i]);
        compression = Sequential(Conv(scales.Length * innerChannels, outChannels, 1));
        shortcut = Sequential(Conv(inChannels, outChannels, 1));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var found = new List<Tensor> { scales[0].call(input) };    // each (N, inner, H, W)
        foreach (var (scale, process) in scales.Skip(1).Zip(processes))
            found.Add(process.call(F.Add(F.Interpolate(scale.call(input), like: input), found[^1])));
        return F.Add(compression.call(F.Cat(found)), shortcut.call(input));
    }

    private static Module<Tensor, Tensor>[] Conv(int inChannels, int outChannels, int kernel) =>
    [
        new BatchNormalization(inChannels), ReLU(inplace: true),
        Conv2d(inChannels, outChannels, kernel, padding: kernel / 2, bias: false),
    ];
}
