using Cutline.Training.Encoders;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>
/// U-Net whose contracting path is a classification network, which may be pretrained (as TernausNet, Iglovikov and Shvets 2018).
/// Level i of the expanding path has base·2^i channels; the last step has no skip, for no encoder has features at full resolution.
/// </summary>
public sealed class EncoderUNet : EncoderModel
{
    private readonly Up[] ups;
    private readonly Conv2d exit;

    /// <summary>Makes the network with weights drawn anew.</summary>
    /// <exception cref="ArgumentException">The options are out of range, or name no encoder.</exception>
    public EncoderUNet(ModelOptions options) : base(nameof(EncoderUNet), options)
    {
        int[] skips = [0, .. Encoder.Channels];                    // of level i, whose features have stride 2^i
        ups = [.. Enumerable.Range(1, Encoder.Levels).Reverse().Select(i => Register(
            $"up{i}", new Up(i == Encoder.Levels ? skips[i] : options.Level(i), skips[i - 1], options.Level(i - 1), options.Up)))];
        exit = Conv2d(options.Level(0), options.Classes, 1);
        RegisterComponents();
    }

    /// <inheritdoc/>
    protected override Tensor Decode(Tensor[] features, Tensor x)
    {
        var skips = new Stack<Tensor>(features);
        x = skips.Pop();                                           // (N, …, H/32, W/32)
        foreach (var up in ups) x = up.call(x, skips.TryPop(out var skip) ? [skip] : []);
        return exit.call(x);                                       // (N, classes, H, W)
    }
}
