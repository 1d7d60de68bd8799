using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>
/// U-Net++ (Zhou et al. 2018, "UNet++: A Nested U-Net Architecture for Medical Image Segmentation"): between contracting and expanding
/// path lie nodes that each join every node before them on their level with the enlarged one below. The output is that of the last node
/// at full resolution, without deep supervision.
/// </summary>
public sealed class UNetPlusPlus : SegmentationModel
{
    private readonly DoubleConv enter;
    private readonly Down[] downs;
    private readonly Up[][] nodes;
    private readonly Conv2d exit;

    /// <summary>Makes the network with weights drawn anew.</summary>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    public UNetPlusPlus(ModelOptions options) : base(nameof(UNetPlusPlus), options.Validated(), 1 << options.Depth)
    {
        var channels = options.Channels;
        enter = new DoubleConv(options.InChannels, channels[0]);
        downs = [.. Enumerable.Range(1, options.Depth).Select(i => Register($"down{i}", new Down(channels[i - 1], channels[i])))];
        nodes =
        [
            .. Enumerable.Range(1, options.Depth).Select(j => Enumerable.Range(0, options.Depth - j + 1).Select(
                i => Register($"node{i}_{j}", new Up(channels[i + 1], j * channels[i], channels[i], options.Up))).ToArray()),
        ];
        exit = Conv2d(channels[0], options.Classes, 1);
        RegisterComponents();
    }

    internal static ModelKind Kind { get; } = new("unet++", "Zhou et al. 2018", EncoderUse.None, o => new UNetPlusPlus(o));

    /// <inheritdoc/>
    protected override Tensor Logits(Tensor x)
    {
        var levels = new List<Tensor>[downs.Length + 1];           // X(i, 0), X(i, 1), … of level i: (N, base·2^i, H/2^i, W/2^i)
        levels[0] = [enter.call(x)];
        for (var i = 0; i < downs.Length; i++) levels[i + 1] = [downs[i].call(levels[i][0])];

        foreach (var column in nodes)                              // X(i, j) from X(i, 0 … j-1) and X(i+1, j-1)
            for (var i = 0; i < column.Length; i++) levels[i].Add(column[i].call(levels[i + 1][levels[i].Count - 1], [.. levels[i]]));

        return exit.call(levels[0][^1]);                           // (N, classes, H, W)
    }
}
