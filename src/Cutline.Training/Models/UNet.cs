using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>
/// U-Net (Ronneberger, Fischer and Brox 2015) with batch norm and padded convolutions, so that the output is as large as the input.
/// </summary>
public sealed class UNet : SegmentationModel
{
    private readonly DoubleConv enter;
    private readonly Down[] downs;
    private readonly Up[] ups;
    private readonly Conv2d exit;

    /// <summary>Makes the network with weights drawn anew.</summary>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    public UNet(ModelOptions options) : base(nameof(UNet), options.Validated(), 1 << options.Depth)
    {
        var channels = options.Channels;
        var narrow = options.Up == UpSampling.BilinearNarrow;
        int Enlarged(int level) => narrow && level > 0 ? channels[level] / 2 : channels[level]; // channels of what is enlarged from a level
        enter = new DoubleConv(options.InChannels, channels[0]);
        downs = [.. Enumerable.Range(1, options.Depth).Select(i => Register(
            $"down{i}", new Down(channels[i - 1], i == options.Depth ? Enlarged(i) : channels[i])))];
        ups = [.. Enumerable.Range(1, options.Depth).Reverse().Select(i => Register(
            $"up{i}", new Up(Enlarged(i), channels[i - 1], Enlarged(i - 1), options.Up)))];
        exit = Conv2d(channels[0], options.Classes, 1);
        RegisterComponents();
    }

    internal static ModelKind Kind { get; } = new(
        "unet", "Ronneberger et al. 2015", EncoderUse.Optional, o => o.Encoder is null ? new UNet(o) : new EncoderUNet(o));

    /// <inheritdoc/>
    protected override Tensor Logits(Tensor x)
    {
        var skips = new Stack<Tensor>();
        x = enter.call(x);                                         // (N, base, H, W)
        foreach (var down in downs)
        {
            skips.Push(x);
            x = down.call(x);                                      // (N, base·2^i, H/2^i, W/2^i)
        }

        foreach (var up in ups) x = up.call(x, [skips.Pop()]);     // (N, base·2^i, H/2^i, W/2^i), i falling to 0

        return exit.call(x);                                       // (N, classes, H, W)
    }
}
