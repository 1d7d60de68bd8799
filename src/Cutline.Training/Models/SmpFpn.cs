using System.Numerics;
using Cutline.Training.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>
/// Panoptic FPN's semantic branch (Kirillov et al. 2019) as <c>FPN</c> of segmentation_models.pytorch (Iakubovskii 2019) has it: a feature
/// pyramid of 16·base channels from the encoder's last features to stride 4; each level is brought to stride 4 by 3×3 convolutions to
/// 8·base channels with group norm, the levels are added, and logits at stride 4 enlarged bilinearly. Names and weights are those of that
/// project, so that checkpoints go both ways. Base 16 gives its default (256 and 128 channels).
/// </summary>
public sealed class SmpFpn : EncoderModel
{
    private readonly SmpPyramid decoder;
    private readonly Sequential head;

    /// <summary>Makes the network with weights drawn anew.</summary>
    /// <exception cref="ArgumentException">The options are out of range, or name no encoder.</exception>
    public SmpFpn(ModelOptions options) : base(nameof(SmpFpn), options)
    {
        var (pyramid, segmentation) = WidthsOf(options.Base);
        decoder = new SmpPyramid([.. Encoder.Channels.Skip(Encoder.IndexOf(4))], pyramid, segmentation);
        head = Sequential(Conv2d(segmentation, options.Classes, 1), SmpPyramid.Larger(4));
        register_module("decoder", decoder);
        register_module("segmentation_head", head);
    }

    internal static ModelKind Kind { get; } = new("smp-fpn", "Kirillov et al. 2019", EncoderUse.Required, o => new SmpFpn(o));

    /// <summary>Channels of the pyramid, and of the branches that are added.</summary>
    internal static (int Pyramid, int Segmentation) WidthsOf(int @base) => (16 * @base, 8 * @base);

    /// <inheritdoc/>
    protected override Tensor Decode(Tensor[] features, Tensor x) =>
        head.call(decoder.call(features[Encoder.IndexOf(4)..]));                       // (N, classes, H, W)
}

/// <summary>The decoder of <see cref="SmpFpn"/>: features at strides 4, 8, … → (N, segmentation, H/4, W/4).</summary>
internal sealed class SmpPyramid : Module<Tensor[], Tensor>
{
    private const int MostGroups = 32;

    private readonly Conv2d[] laterals;        // the coarsest first
    private readonly Sequential[] branches;
    private readonly Dropout2d dropout = Dropout2d(0.2);

    internal SmpPyramid(int[] channels, int pyramid, int segmentation) : base(nameof(SmpPyramid))
    {
        laterals = [.. channels.Reverse().Select(inChannels => Conv2d(inChannels, pyramid, 1))];
        branches = [.. laterals.Select((_, i) => Branch(pyramid, segmentation, laterals.Length - 1 - i))];
        for (var i = 0; i < laterals.Length; i++)
        {
            var stride = 2 + laterals.Length - 1 - i; // as the project counts: p2 has stride 2²
            register_module($"p{stride}", i == 0 ? laterals[i] : ModuleDict(("skip_conv", laterals[i])));
        }

        register_module("seg_blocks", ModuleList(Array.ConvertAll(branches, branch => ModuleDict(("block", branch)))));
        register_module("dropout", dropout);
    }

    public override Tensor forward(Tensor[] features)
    {
        var deep = laterals[0].call(features[^1]);                                                   // (N, pyramid, H/32, W/32)
        var sum = branches[0].call(deep);                                                            // (N, segmentation, H/4, W/4)
        for (var i = 1; i < laterals.Length; i++)
        {
            deep = F.Add(F.Interpolate(deep, 2, Interpolation.Nearest), laterals[i].call(features[^(i + 1)]));
            sum = F.Add(sum, branches[i].call(deep));
        }

        return dropout.call(sum);
    }

    internal static Upsample Larger(int factor) =>
        Upsample(scale_factor: [factor, factor], mode: UpsampleMode.Bilinear, align_corners: true);

    /// <summary>A convolution for each doubling, at least one.</summary>
    private static Sequential Branch(int pyramid, int segmentation, int doublings) =>
        Sequential(Enumerable.Range(0, Math.Max(1, doublings)).Select(i =>
        {
            var groups = (int)BigInteger.GreatestCommonDivisor(MostGroups, segmentation);
            var conv = Conv2d(i == 0 ? pyramid : segmentation, segmentation, 3, padding: 1, bias: false);
            var block = Sequential(conv, new GroupNormalization(groups, segmentation), ReLU(inplace: true));
            return (Module<Tensor, Tensor>)(doublings == 0
                ? Sequential(("block", block)) : Sequential(("block", block), ("up", Larger(2))));
        }).ToArray());
}
