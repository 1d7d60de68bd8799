using Cutline.Training.Encoders;
using Cutline.Training.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>
/// The decoder of a further output: a feature pyramid as that of <see cref="Fpn"/>, without its finest level. Logits at
/// stride 4 are enlarged bilinearly.
/// </summary>
internal sealed class OutputHead : Module<Tensor[], Tensor>
{
    private readonly int finest; // index of the features at stride 4
    private readonly Sequential context;
    private readonly Conv2d[] laterals;
    private readonly Sequential[] mixes;
    private readonly Conv2d exit;

    /// <param name="encoder">Makes the features that it decodes.</param>
    /// <param name="width">Channels of the pyramid.</param>
    internal OutputHead(Encoder encoder, int width) : base(nameof(OutputHead))
    {
        finest = encoder.IndexOf(4);
        context = Sequential(AdaptiveAvgPool2d(1), Conv2d(encoder.Channels[^1], width, 1), ReLU(inplace: true));
        laterals = [.. encoder.Channels.Skip(finest).Select(inChannels => Conv2d(inChannels, width, 1))];
        mixes = [.. laterals.Select(_ => Sequential(SeparableConvolution.Layers(width, width)))];
        exit = Conv2d(width, 1, 3, padding: 1);
        register_module("context", context);
        register_module("laterals", ModuleList(laterals));
        register_module("mixes", ModuleList(mixes));
        register_module("exit", exit);
    }

    public override Tensor forward(Tensor[] features)
    {
        var mean = F.Interpolate(context.call(features[^1]), like: features[^1]);
        var deep = mixes[^1].call(F.Add(laterals[^1].call(features[^1]), mean));       // (N, width, H/32, W/32)
        for (var level = laterals.Length - 2; level >= 0; level--)
        {
            var lateral = laterals[level].call(features[finest + level]);
            deep = mixes[level].call(F.Add(lateral, F.Interpolate(deep, like: lateral)));
        }

        return exit.call(deep);                                                        // (N, 1, H/4, W/4)
    }

    /// <summary>Logits (N, 1, H, W) as large as the picture.</summary>
    internal Tensor Decode(Tensor[] features, Tensor x) => F.Interpolate(call(features), like: x);
}
