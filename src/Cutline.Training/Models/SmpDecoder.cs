using Cutline.Training.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>The decoder of <see cref="SmpUNet"/>: an encoder's last features, and a skip or none a block → (N, out, H, W).</summary>
internal sealed class SmpDecoder : Module<Tensor, Tensor[][], Tensor>
{
    private readonly SmpDecoderBlock[] blocks;

    /// <param name="inChannels">Channels of the encoder's last features.</param>
    /// <param name="skips">Channels of each block's skip, the coarsest first; 0 for none.</param>
    /// <param name="channels">Channels of each block's output, the coarsest first.</param>
    internal SmpDecoder(int inChannels, int[] skips, int[] channels) : base(nameof(SmpDecoder))
    {
        blocks = [.. channels.Select((outChannels, i) =>
            new SmpDecoderBlock(i == 0 ? inChannels : channels[i - 1], skips[i], outChannels))];
        register_module("blocks", ModuleList(blocks));
    }

    public override Tensor forward(Tensor input, Tensor[][] skips)
    {
        // (N, base·2^i, H/2^i, W/2^i), i from 4 to 0 of an encoder to stride 32
        foreach (var (block, skip) in blocks.Zip(skips)) input = block.call(input, skip);
        return input;
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
