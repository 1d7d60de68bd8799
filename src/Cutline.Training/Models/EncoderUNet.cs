using Cutline.Training.Encoders;
using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Training.Models;

/// <summary>
/// U-Net whose contracting path is a classification network, which may be pretrained (as TernausNet, Iglovikov and Shvets 2018).
/// Level i of the expanding path has base·2^i channels; the last step has no skip, for no encoder has features at full resolution.
/// </summary>
public sealed class EncoderUNet : SegmentationModel
{
    private readonly Up[] ups;
    private readonly Conv2d exit;

    public EncoderUNet(ModelOptions options) : base(options.Validated(), Encoder.Deepest)
    {
        Encoder = Register("encoder", EncoderRegistry.Make(options.Encoder!, options.InChannels));
        int[] skips = [0, .. Encoder.Channels];                    // of level i, whose features have stride 2^i
        ups = [.. Enumerable.Range(1, Encoder.Levels).Reverse().Select(i => Register(
            $"up{i}", new Up(i == Encoder.Levels ? skips[i] : options.Level(i), skips[i - 1], options.Level(i - 1), options.Up)))];
        exit = Register("exit", new Conv2d(options.Level(0), options.Classes, 1));
    }

    private protected override Tensor Logits(Tensor x)
    {
        var skips = new Stack<Tensor>(Encoder!.Features(x));
        x = skips.Pop();                                           // (N, …, H/32, W/32)
        foreach (var up in ups) x = skips.TryPop(out var skip) ? up.Forward(x, skip) : up.Forward(x);
        return exit.Forward(x);                                    // (N, classes, H, W)
    }
}
