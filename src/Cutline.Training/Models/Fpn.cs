using Cutline.Training.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>
/// Feature pyramid (Lin et al. 2017) over an encoder, made light; the field's FPN for segmentation, four times as wide and with branches
/// of 3×3 convolutions, is <see cref="SmpFpn"/>. The encoder's features from stride 4 on are brought to one width,
/// 4·base, added from the coarsest to the finest, and mixed by separable convolutions; the picture's mean joins the coarsest (ParseNet,
/// Liu et al. 2015). One more level of base channels at stride 2 sharpens the outline, with the encoder's features where it has any there.
/// Logits at stride 2 are enlarged bilinearly.
/// </summary>
public sealed class Fpn : EncoderModel
{
    private readonly int pyramid; // index of the features at stride 4
    private readonly Sequential context, narrow, finest;
    private readonly Conv2d? detail;
    private readonly Conv2d[] laterals;
    private readonly Sequential[] mixes;
    private readonly Conv2d exit;

    /// <summary>Makes the network with weights drawn anew.</summary>
    /// <exception cref="ArgumentException">The options are out of range, or name no encoder.</exception>
    public Fpn(ModelOptions options) : base(nameof(Fpn), options)
    {
        var (width, fine) = (4 * options.Base, options.Base);
        context = Register("context", Sequential(AdaptiveAvgPool2d(1), Conv2d(Encoder.Channels[^1], width, 1), ReLU(inplace: true)));
        pyramid = Encoder.IndexOf(4);
        if (pyramid > 0) detail = Register("lateral1", Conv2d(Encoder.Channels[0], fine, 1));         // of stride 2
        laterals = [.. Encoder.Channels.Skip(pyramid).Select((channels, level) =>
            Register($"lateral{level + 2}", Conv2d(channels, width, 1)))];                            // of stride 4, 8, …
        mixes = [.. laterals.Select((_, level) =>
            Register($"mix{level + 2}", Sequential(SeparableConvolution.Layers(width, width))))];
        narrow = Register("narrow", Sequential(SeparableConvolution.Layers(width, fine)));
        finest = Register("finest", Sequential(
            Conv2d(fine, fine, 3, padding: 1, bias: false), new BatchNormalization(fine), ReLU(inplace: true)));
        exit = Register("exit", Conv2d(fine, options.Classes, 3, padding: 1));
    }

    internal static ModelKind Kind { get; } = new("fpn", "Lin et al. 2017", EncoderUse.Required, o => new Fpn(o));

    /// <inheritdoc/>
    protected override Tensor Decode(Tensor[] features, Tensor x)
    {
        var mean = F.Interpolate(context.call(features[^1]), like: features[^1]);
        var deep = mixes[^1].call(F.Add(laterals[^1].call(features[^1]), mean));   // (N, 4·base, H/32, W/32), of an encoder to stride 32
        for (var level = laterals.Length - 2; level >= 0; level--)
        {
            var lateral = laterals[level].call(features[pyramid + level]);
            deep = mixes[level].call(F.Add(lateral, F.Interpolate(deep, like: lateral)));
        }

        var fine = F.Interpolate(narrow.call(deep), scale: 2);                     // (N, base, H/2, W/2)
        if (detail is not null) fine = F.Add(detail.call(features[0]), fine);
        return F.Interpolate(exit.call(finest.call(fine)), like: x);               // (N, classes, H, W)
    }
}
