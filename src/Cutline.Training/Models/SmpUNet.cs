using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>
/// U-Net over an encoder as <c>Unet</c> of segmentation_models.pytorch (Iakubovskii 2019) has it: enlargement to the nearest pixel, the
/// skip after the enlarged features, and a 3×3 convolution at the end. Names and weights are those of that project, so that checkpoints go
/// both ways. Level i of the decoder has base·2^i channels; base 16 gives the project's default (256, 128, 64, 32, 16).
/// </summary>
public sealed class SmpUNet : EncoderModel
{
    private readonly SmpDecoder decoder;
    private readonly Sequential head;

    /// <summary>Makes the network with weights drawn anew.</summary>
    /// <exception cref="ArgumentException">The options are out of range, or name no encoder.</exception>
    public SmpUNet(ModelOptions options) : base(nameof(SmpUNet), options)
    {
        int[] skips = [.. SkipChannels];
        decoder = new SmpDecoder(Encoder.Channels[^1], skips, [.. Enumerable.Range(0, skips.Length).Reverse().Select(options.Level)]);
        head = Sequential(Conv2d(options.Level(0), options.Classes, 3, padding: 1));
        register_module("decoder", decoder);
        register_module("segmentation_head", head);
    }

    internal static ModelKind Kind { get; } = new("smp-unet", "Iakubovskii 2019", EncoderUse.Required, o => new SmpUNet(o));

    /// <inheritdoc/>
    protected override Tensor Decode(Tensor[] features, Tensor x) => 
        head.call(decoder.call(features[^1], [.. Skips(features)]));                   // (N, classes, H, W)
}
