using Cutline.Training.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>The decoder of <see cref="SmpUNet"/>: features at strides 2, 4, …, 32 → (N, out, H, W).</summary>
internal sealed class SmpDecoder : Module<Tensor[], Tensor>
{
    private readonly SmpDecoderBlock[] blocks;

    /// <param name="encoderChannels">Channels of the features at strides 2, 4, …, 32.</param>
    /// <param name="channels">Channels of each block's output, the coarsest first.</param>
    internal SmpDecoder(IReadOnlyList<int> encoderChannels, int[] channels) : base(nameof(SmpDecoder))
    {
        blocks = [.. channels.Select((outChannels, i) => new SmpDecoderBlock(
            i == 0 ? encoderChannels[^1] : channels[i - 1], i + 2 <= encoderChannels.Count ? encoderChannels[^(i + 2)] : 0, outChannels))];
        register_module("blocks", ModuleList(blocks));
    }

    public override Tensor forward(Tensor[] features)
    {
        var skips = new Stack<Tensor>(features);
        var x = skips.Pop();                                                                         // (N, …, H/32, W/32)
        // (N, base·2^i, H/2^i, W/2^i), i from 4 to 0
        foreach (var block in blocks) x = block.call(x, skips.TryPop(out var skip) ? [skip] : []);
        return x;
    }
}

/// <summary>One step of <see cref="SmpDecoder"/>: (N, in, H/2, W/2) and a skip (N, skip, H, W), or none, → (N, out, H, W).</summary>
internal sealed class SmpDecoderBlock : Module<Tensor, Tensor[], Tensor>
{
    private readonly Sequential conv1, conv2;

    internal SmpDecoderBlock(int inChannels, int skipChannels, int outChannels) : base(nameof(SmpDecoderBlock))
    {
        conv1 = Activated(inChannels + skipChannels, outChannels);
        conv2 = Activated(outChannels, outChannels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, Tensor[] skips)
    {
        var enlarged = F.Interpolate(input, 2, Interpolation.Nearest);
        return conv2.call(conv1.call(skips.Length == 0 ? enlarged : F.Cat([enlarged, .. skips])));
    }

    private static Sequential Activated(int inChannels, int outChannels) =>
        Sequential(Conv2d(inChannels, outChannels, 3, padding: 1, bias: false), new BatchNormalization(outChannels), ReLU(inplace: true));
}
