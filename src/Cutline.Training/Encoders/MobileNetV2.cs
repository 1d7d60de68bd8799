using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Encoders;

/// <summary>
/// MobileNetV2 (Sandler et al. 2018, table 2) as torchvision has it, up to its last inverted residual: the 1×1 convolution to 1280
/// channels after it serves classification and counts as head, as in DeepLab, unless it is asked for (segmentation_models.pytorch has it).
/// Dilated, the blocks of the last stage keep stride 16; all
/// but the first of them are dilated.
/// </summary>
public sealed class MobileNetV2 : Encoder
{
    // Expansion, channels, blocks, stride of the first.
    private static readonly (int Expansion, int Channels, int Count, int Stride)[] Stages =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    // The last layers at strides 2, 4, 8 and 16.
    private static readonly int[] Shown = [1, 3, 6, 13];

    private const int Widest = 1280;

    private readonly Module<Tensor, Tensor>[] layers;

    /// <param name="inChannels">Channels of the picture.</param>
    /// <param name="dilated">The last stage keeps stride 16.</param>
    /// <param name="wide">The last features are those of the convolution to 1280 channels.</param>
    internal MobileNetV2(int inChannels, bool dilated, bool wide = false) : base(nameof(MobileNetV2), 16, 24, 32, 96, wide ? Widest : 320)
    {
        List<Module<Tensor, Tensor>> made = [InvertedResidual.Activated(inChannels, 32, 3, stride: 2)];
        var (channels, stride) = (32, 2);
        foreach (var stage in Stages)
        {
            for (var i = 0; i < stage.Count; i++)
            {
                var first = i == 0 && stage.Stride == 2;
                stride *= first ? 2 : 1;
                var kept = dilated && stride == Deepest;
                made.Add(new InvertedResidual(channels, stage.Channels, stage.Expansion, first && !kept ? 2 : 1, kept && !first ? 2 : 1));
                channels = stage.Channels;
            }
        }

        if (wide) made.Add(InvertedResidual.Activated(channels, Widest, 1));
        layers = [.. made];
        Head = wide ? ["classifier."] : ["features.18.", "classifier."];
        register_module("features", Sequential(layers));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Head { get; }

    /// <inheritdoc/>
    public override Tensor[] Features(Tensor x)
    {
        var outputs = new List<Tensor>();
        foreach (var layer in layers) outputs.Add(x = layer.call(x));
        return [.. Shown.Select(i => outputs[i]), outputs[^1]];
    }
}
