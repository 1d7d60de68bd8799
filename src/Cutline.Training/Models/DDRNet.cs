using Cutline.Training.Encoders;
using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Training.Models;

/// <summary>
/// DDRNet-23-slim (Hong et al. 2021, "Deep Dual-resolution Networks for Real-time and Accurate Semantic Segmentation of Road Scenes"):
/// one branch stays at stride 8 and keeps the detail, the other goes down to stride 64 and sees the whole street; they exchange features
/// twice. Below, n = 2·base, the paper's 32 with base 16. Without the auxiliary head of the paper's training.
/// </summary>
public sealed class DDRNet : SegmentationModel
{
    private readonly Sequential conv1, layer1, layer2, layer3, layer4, high3, high4, compression3, compression4, down3, down4, final;
    private readonly Bottleneck layer5, high5;
    private readonly Dappm spp;

    public DDRNet(ModelOptions options) : base(options.Validated(), 64)
    {
        var n = 2 * options.Base;
        conv1 = Register("conv1", new Sequential([.. Conv(options.InChannels, n, 3, 2), new ReLU(inPlace: true), .. Conv(n, n, 3, 2), new ReLU(inPlace: true)]));
        layer1 = Register("layer1", Blocks(n, n, 1));
        layer2 = Register("layer2", Blocks(n, 2 * n, 2));
        layer3 = Register("layer3", Blocks(2 * n, 4 * n, 2));
        layer4 = Register("layer4", Blocks(4 * n, 8 * n, 2));
        compression3 = Register("compression3", new Sequential(Conv(4 * n, 2 * n, 1, 1)));
        compression4 = Register("compression4", new Sequential(Conv(8 * n, 2 * n, 1, 1)));
        down3 = Register("down3", new Sequential(Conv(2 * n, 4 * n, 3, 2)));
        down4 = Register("down4", new Sequential([.. Conv(2 * n, 4 * n, 3, 2), new ReLU(inPlace: true), .. Conv(4 * n, 8 * n, 3, 2)]));
        high3 = Register("high3", Blocks(2 * n, 2 * n, 1));
        high4 = Register("high4", Blocks(2 * n, 2 * n, 1));
        high5 = Register("high5", new Bottleneck(2 * n, 2 * n, expansion: 2, activate: false));
        layer5 = Register("layer5", new Bottleneck(8 * n, 8 * n, stride: 2, expansion: 2, activate: false));
        spp = Register("spp", new Dappm(16 * n, 4 * n, 4 * n));
        final = Register("final", new Sequential(
            new BatchNorm2d(4 * n), new ReLU(inPlace: true), new Conv2d(4 * n, 2 * n, 3, padding: 1, bias: false),
            new BatchNorm2d(2 * n), new ReLU(inPlace: true), new Conv2d(2 * n, options.Classes, 1)));
    }

    internal static ModelKind Kind { get; } = new("ddrnet-23-slim", "Hong et al. 2021", EncoderUse.None, o => new DDRNet(o));

    private protected override Tensor Logits(Tensor x)
    {
        x = F.ReluInPlace(layer1.Forward(conv1.Forward(x)));                                   // (N, n, H/4, W/4)
        x = F.ReluInPlace(layer2.Forward(x));                                                  // (N, 2n, H/8, W/8)
        var (high, low) = Exchange(high3.Forward(x), layer3.Forward(x), compression3, down3);  // (N, 2n, H/8, W/8), (N, 4n, H/16, W/16)
        (high, low) = Exchange(high4.Forward(high), layer4.Forward(low), compression4, down4); // (N, 2n, H/8, W/8), (N, 8n, H/32, W/32)
        high = high5.Forward(high);                                                            // (N, 4n, H/8, W/8)
        low = spp.Forward(layer5.Forward(low));                                                // (N, 4n, H/64, W/64)
        return F.Bilinear(final.Forward(high + Enlarged(low, high)), x.Shape[2] * 8, x.Shape[3] * 8);
    }

    /// <summary>Adds to each branch what the other knows.</summary>
    private static (Tensor High, Tensor Low) Exchange(Tensor high, Tensor low, Sequential compression, Sequential down)
    {
        var (detail, context) = (down.Forward(high.Relu()), compression.Forward(low.Relu()));
        return (F.ReluInPlace(high + Enlarged(context, high)), F.ReluInPlace(low + detail));
    }

    private static Tensor Enlarged(Tensor x, Tensor to) => F.Bilinear(x, to.Shape[2], to.Shape[3]);

    private static Module[] Conv(int inChannels, int outChannels, int kernel, int stride) =>
        [new Conv2d(inChannels, outChannels, kernel, stride, kernel / 2, bias: false), new BatchNorm2d(outChannels)];

    /// <summary>Two residual blocks, the second without ReLU at its end.</summary>
    private static Sequential Blocks(int inChannels, int outChannels, int stride) =>
        new(new BasicBlock(inChannels, outChannels, stride), new BasicBlock(outChannels, outChannels, activate: false));
}
