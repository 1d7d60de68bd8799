using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Encoders;

/// <summary>
/// MobileNetV2 (Sandler et al. 2018, table 2) as torchvision has it, up to its last inverted residual: the 1×1 convolution to 1280
/// channels after it serves classification and counts as head, as in DeepLab, unless it is asked for (segmentation_models.pytorch has it).
/// It can end earlier, at its last features of stride 16: less than a third of the parameters, for real time. Dilated, the blocks of the
/// last stage keep stride 16; all but the first of them are dilated.
/// </summary>
public sealed class MobileNetV2 : Encoder
{
    // Expansion, channels, blocks, stride of the first.
    private static readonly (int Expansion, int Channels, int Count, int Stride)[] Stages =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    // Channels of the last layers at strides 2, 4, 8 and 16, and what torchvision calls these layers.
    private static readonly int[] Widths = [16, 24, 32, Narrow], Shown = [1, 3, 6, 13];

    private const int LayersOfAll = 19; // torchvision's features.0 to features.18

    /// <summary>Channels where it ends at stride 16, and those of torchvision's last convolution.</summary>
    internal const int Narrow = 96, Wide = 1280;

    private readonly Module<Tensor, Tensor>[] layers;

    /// <param name="inChannels">Channels of the picture.</param>
    /// <param name="dilated">The last stage keeps stride 16.</param>
    /// <param name="last">Channels of the last features: 320, <see cref="Narrow"/> or <see cref="Wide"/>.</param>
    internal MobileNetV2(int inChannels, bool dilated, int last = 320)
        : base(nameof(MobileNetV2), last == Narrow ? Widths : [.. Widths, last], coarsest: dilated ? 16 : 32)
    {
        List<Module<Tensor, Tensor>> made = [InvertedResidual.Activated(inChannels, 32, 3, stride: 2)];
        var (channels, stride) = (32, 2);
        foreach (var stage in last == Narrow ? Stages[..5] : Stages)
        {
            for (var i = 0; i < stage.Count; i++)
            {
                var first = i == 0 && stage.Stride == 2;
                stride *= first ? 2 : 1;
                var kept = dilated && stride == 32;
                made.Add(new InvertedResidual(channels, stage.Channels, stage.Expansion, first && !kept ? 2 : 1, kept && !first ? 2 : 1));
                channels = stage.Channels;
            }
        }

        if (last == Wide) made.Add(InvertedResidual.Activated(channels, Wide, 1));
        layers = [.. made];
        Head = [.. Enumerable.Range(layers.Length, LayersOfAll - layers.Length).Select(i => $"features.{i}."), "classifier."];
        register_module("features", Sequential(layers));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Head { get; }

    /// <inheritdoc/>
    public override Tensor[] Features(Tensor x)
    {
        var outputs = new List<Tensor>();
        foreach (var layer in layers) outputs.Add(x = layer.call(x));
        return [.. Shown[..(Channels.Count - 1)].Select(i => outputs[i]), outputs[^1]];
    }
}
