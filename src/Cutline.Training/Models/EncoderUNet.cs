using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>
/// U-Net whose contracting path is a classification network, which may be pretrained (as TernausNet, Iglovikov and Shvets 2018).
/// Level i of the expanding path has base·2^i channels; steps to where the encoder has no features, as at full resolution, have no skip.
/// </summary>
public sealed class EncoderUNet : EncoderModel
{
    private readonly Up[] ups;
    private readonly Conv2d exit;

    /// <summary>Makes the network with weights drawn anew.</summary>
    /// <exception cref="ArgumentException">The options are out of range, or name no encoder.</exception>
    public EncoderUNet(ModelOptions options) : base(nameof(EncoderUNet), options)
    {
        int[] skips = [.. SkipChannels];
        ups = [.. skips.Select((skip, step) =>
        {
            var level = skips.Length - step;                       // whose features have stride 2^level
            var inChannels = step == 0 ? Encoder.Channels[^1] : options.Level(level);
            return Register($"up{level}", new Up(inChannels, skip, options.Level(level - 1), options.Up));
        })];
        exit = Conv2d(options.Level(0), options.Classes, 1);
        RegisterComponents();
    }

    /// <inheritdoc/>
    protected override Tensor Decode(Tensor[] features, Tensor x)
    {
        x = features[^1];                                          // (N, …, H/32, W/32), of an encoder to stride 32
        foreach (var (up, skip) in ups.Zip(Skips(features))) x = up.call(x, skip);
        return exit.call(x);                                       // (N, classes, H, W)
    }
}
