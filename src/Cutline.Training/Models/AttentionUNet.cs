using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>
/// Attention U-Net (Oktay et al. 2018, "Attention U-Net: Learning Where to Look for the Pancreas"): the coarser features weigh each skip
/// before it is joined. As in the paper the skip at full resolution is not weighed, since its features represent too little of the picture.
/// </summary>
public sealed class AttentionUNet : SegmentationModel
{
    private readonly DoubleConv enter;
    private readonly Down[] downs;
    private readonly AttentionGate?[] gates;
    private readonly Up[] ups;
    private readonly Conv2d exit;

    /// <summary>Makes the network with weights drawn anew.</summary>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    public AttentionUNet(ModelOptions options) : base(nameof(AttentionUNet), options.Validated(), 1 << options.Depth)
    {
        var channels = options.Channels;
        enter = new DoubleConv(options.InChannels, channels[0]);
        downs = [.. Enumerable.Range(1, options.Depth).Select(i => Register($"down{i}", new Down(channels[i - 1], channels[i])))];
        gates = [null,
            .. Enumerable.Range(1, options.Depth - 1).Select(i => Register($"gate{i}", new AttentionGate(channels[i], channels[i + 1])))];
        ups = [.. Enumerable.Range(0, options.Depth)
            .Select(i => Register($"up{i + 1}", new Up(channels[i + 1], channels[i], channels[i], options.Up)))];
        exit = Conv2d(channels[0], options.Classes, 1);
        RegisterComponents();
    }

    internal static ModelKind Kind { get; } = new("attention-unet", "Oktay et al. 2018", EncoderUse.None, o => new AttentionUNet(o));

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

        for (var i = ups.Length - 1; i >= 0; i--)
        {
            var skip = skips.Pop();
            x = ups[i].call(x, [gates[i]?.call(skip, x) ?? skip]); // (N, base·2^i, H/2^i, W/2^i)
        }

        return exit.call(x);                                       // (N, classes, H, W)
    }
}
