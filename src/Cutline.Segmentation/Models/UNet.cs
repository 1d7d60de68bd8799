using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Segmentation.Models;

/// <summary>
/// U-Net (Ronneberger, Fischer and Brox 2015) with batch norm and padded convolutions, so that the output is as large as the input.
/// Input of any size: it is padded to a multiple of 2^depth and the logits are cropped back.
/// </summary>
public sealed class UNet : Module
{
    private readonly DoubleConv enter;
    private readonly Down[] downs;
    private readonly Up[] ups;
    private readonly Conv2d exit;

    public UNet(UNetOptions options)
    {
        Options = options.Validated();
        var channels = options.Channels;
        enter = Register("enter", new DoubleConv(options.InChannels, channels[0]));
        downs = [.. Enumerable.Range(1, options.Depth).Select(i => Register($"down{i}", new Down(channels[i - 1], channels[i])))];
        ups = [.. Enumerable.Range(1, options.Depth).Reverse().Select(i => Register($"up{i}", new Up(channels[i], channels[i - 1], options.Up)))];
        exit = Register("exit", new Conv2d(channels[0], options.Classes, 1));
    }

    public UNetOptions Options { get; }

    /// <summary>(N, 3, H, W) → logits (N, classes, H, W).</summary>
    public override Tensor Forward(Tensor x)
    {
        var (height, width) = (x.Shape[2], x.Shape[3]);
        x = Padding.ToMultiple(x, Options.Stride);

        var skips = new Stack<Tensor>();
        x = enter.Forward(x);                                      // (N, base, H, W)
        foreach (var down in downs)
        {
            skips.Push(x);
            x = down.Forward(x);                                   // (N, base·2^i, H/2^i, W/2^i)
        }

        foreach (var up in ups) x = up.Forward(x, skips.Pop());    // (N, base·2^i, H/2^i, W/2^i), i falling to 0

        return Padding.Crop(exit.Forward(x), height, width);       // (N, classes, H, W)
    }

    /// <summary>
    /// Makes the model ready for evaluation in one element type, each batch norm folded into its convolution. Input is of that type
    /// from then on, and training is over.
    /// </summary>
    public void Fold(DType type)
    {
        Eval();
        foreach (var conv in Descendants().OfType<DoubleConv>()) conv.Fold(type);
        To(type);
    }
}
