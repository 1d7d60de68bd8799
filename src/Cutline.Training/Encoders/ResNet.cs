using Cutline.Training.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Encoders;

/// <summary>
/// ResNet (He et al. 2015) as torchvision has it. Dilated, its last stage keeps stride 16: the first block there keeps the dilation of the
/// stage before, the others have twice as much (torchvision's <c>replace_stride_with_dilation</c>).
/// </summary>
public sealed class ResNet : Encoder
{
    private readonly Conv2d conv1;
    private readonly BatchNormalization bn1;
    private readonly MaxPool2d maxpool;
    private readonly Sequential[] layers;

    /// <param name="blocks">In each of the four stages.</param>
    /// <param name="bottleneck">Of bottlenecks, which have four times as many channels, instead of basic blocks.</param>
    /// <param name="inChannels">Channels of the picture.</param>
    /// <param name="dilated">The last stage keeps stride 16.</param>
    internal ResNet(int[] blocks, bool bottleneck, int inChannels, bool dilated)
        : base(nameof(ResNet), [64, .. blocks.Select((_, i) => (bottleneck ? 256 : 64) << i)], coarsest: dilated ? 16 : 32)
    {
        conv1 = Conv2d(inChannels, 64, 7, stride: 2, padding: 3, bias: false);
        bn1 = new BatchNormalization(64);
        maxpool = MaxPool2d(3, stride: 2, padding: 1);
        layers = [.. blocks.Select((count, i) => Stage(i, count, bottleneck, dilated && i == blocks.Length - 1))];
        RegisterComponents();
        for (var i = 0; i < layers.Length; i++) register_module($"layer{i + 1}", layers[i]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Head { get; } = ["fc."];

    /// <inheritdoc/>
    public override Tensor[] Features(Tensor x)
    {
        var features = new List<Tensor> { F.Relu(bn1.call(conv1.call(x)), inPlace: true) };   // (N, 64, H/2, W/2)
        x = maxpool.call(features[0]);                                                        // (N, 64, H/4, W/4)
        // (N, 64·2^i, H/4·2^i, W/4·2^i), four times the channels of bottlenecks
        foreach (var layer in layers) features.Add(x = layer.call(x));
        return [.. features];
    }

    private static Sequential Stage(int index, int count, bool bottleneck, bool dilated)
    {
        var (channels, expansion) = (64 << index, bottleneck ? 4 : 1);
        return Sequential(Enumerable.Range(0, count).Select(i =>
        {
            var inChannels = i > 0 ? expansion * channels : index > 0 ? expansion * channels / 2 : 64;
            var stride = i > 0 || index == 0 || dilated ? 1 : 2;
            var dilation = dilated && i > 0 ? 2 : 1;
            return (Module<Tensor, Tensor>)(bottleneck ? new Bottleneck(inChannels, channels, stride, dilation)
                : new BasicBlock(inChannels, channels, stride, dilation));
        }).ToArray());
    }
}
