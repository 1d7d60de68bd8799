using Cutline.Training.Encoders;
using Cutline.Training.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>
/// DDRNet-23-slim (Hong et al. 2021, "Deep Dual-resolution Networks for Real-time and Accurate Semantic Segmentation of Road Scenes"):
/// one branch stays at stride 8 and keeps the detail, the other goes down to stride 64 and takes in the whole scene; they exchange features
/// twice. Below, n = 2·base, the paper's 32 with base 16. Without the auxiliary head of the paper's training.
/// </summary>
public sealed class DDRNet : SegmentationModel
{
    private readonly Sequential conv1, layer1, layer2, layer3, layer4, high3, high4, compression3, compression4, down3, down4;
    private readonly Bottleneck layer5, high5;
    private readonly Dappm spp;
    private readonly Sequential final; // declared last: the last parameters of a model are its head's

    /// <summary>Makes the network with weights drawn anew.</summary>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    public DDRNet(ModelOptions options) : base(nameof(DDRNet), options.Validated(), 64)
    {
        var n = 2 * options.Base;
        conv1 = Sequential([.. Conv(options.InChannels, n, 3, 2), ReLU(inplace: true), .. Conv(n, n, 3, 2), ReLU(inplace: true)]);
        layer1 = Blocks(n, n, 1);
        layer2 = Blocks(n, 2 * n, 2);
        layer3 = Blocks(2 * n, 4 * n, 2);
        layer4 = Blocks(4 * n, 8 * n, 2);
        compression3 = Sequential(Conv(4 * n, 2 * n, 1, 1));
        compression4 = Sequential(Conv(8 * n, 2 * n, 1, 1));
        down3 = Sequential(Conv(2 * n, 4 * n, 3, 2));
        down4 = Sequential([.. Conv(2 * n, 4 * n, 3, 2), ReLU(inplace: true), .. Conv(4 * n, 8 * n, 3, 2)]);
        high3 = Blocks(2 * n, 2 * n, 1);
        high4 = Blocks(2 * n, 2 * n, 1);
        high5 = new Bottleneck(2 * n, 2 * n, expansion: 2, activate: false);
        layer5 = new Bottleneck(8 * n, 8 * n, stride: 2, expansion: 2, activate: false);
        spp = new Dappm(16 * n, 4 * n, 4 * n);
        final = Sequential(
            new BatchNormalization(4 * n), ReLU(inplace: true), Conv2d(4 * n, 2 * n, 3, padding: 1, bias: false),
            new BatchNormalization(2 * n), ReLU(inplace: true), Conv2d(2 * n, options.Classes, 1));
        RegisterComponents();
    }

    internal static ModelKind Kind { get; } = new("ddrnet-23-slim", "Hong et al. 2021", EncoderUse.None, o => new DDRNet(o));

    /// <inheritdoc/>
    protected override Tensor Logits(Tensor x)
    {
        var input = x;
        x = F.Relu(layer1.call(conv1.call(x)), inPlace: true);                                 // (N, n, H/4, W/4)
        x = F.Relu(layer2.call(x), inPlace: true);                                             // (N, 2n, H/8, W/8)
        var (high, low) = Exchange(high3.call(x), layer3.call(x), compression3, down3);        // (N, 2n, H/8, W/8), (N, 4n, H/16, W/16)
        (high, low) = Exchange(high4.call(high), layer4.call(low), compression4, down4);       // (N, 2n, H/8, W/8), (N, 8n, H/32, W/32)
        high = high5.call(high);                                                               // (N, 4n, H/8, W/8)
        low = spp.call(layer5.call(low));                                                      // (N, 4n, H/64, W/64)
        return F.Interpolate(final.call(F.Add(high, F.Interpolate(low, like: high))), like: input);
    }

    /// <summary>Adds to each branch the features of the other.</summary>
    private static (Tensor High, Tensor Low) Exchange(Tensor high, Tensor low, Sequential compression, Sequential down)
    {
        var (detail, context) = (down.call(F.Relu(high)), compression.call(F.Relu(low)));
        return (F.Relu(F.Add(high, F.Interpolate(context, like: high)), inPlace: true), F.Relu(F.Add(low, detail), inPlace: true));
    }

    private static Module<Tensor, Tensor>[] Conv(int inChannels, int outChannels, int kernel, int stride) =>
        [Conv2d(inChannels, outChannels, kernel, stride, kernel / 2, bias: false), new BatchNormalization(outChannels)];

    /// <summary>Two residual blocks, the second without ReLU at its end.</summary>
    private static Sequential Blocks(int inChannels, int outChannels, int stride) =>
        Sequential(new BasicBlock(inChannels, outChannels, stride), new BasicBlock(outChannels, outChannels, activate: false));
}
