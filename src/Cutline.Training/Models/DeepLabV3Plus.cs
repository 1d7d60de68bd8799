using Cutline.Training.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>
/// DeepLabV3+ (Chen et al. 2018, "Encoder-Decoder with Atrous Separable Convolution"): an encoder of output stride 16, atrous pyramid
/// pooling with rates 6, 12 and 18, and a decoder of separable convolutions that joins the encoder's features at stride 4.
/// The widths are the paper's with base 16: 256 channels, and 48 of the low-level features.
/// </summary>
public sealed class DeepLabV3Plus : EncoderModel
{
    private readonly int low; // index of the features at stride 4
    private readonly Aspp aspp;
    private readonly Sequential reduce, refine;
    private readonly Conv2d exit;

    /// <summary>Makes the network with weights drawn anew.</summary>
    /// <exception cref="ArgumentException">The options are out of range, or name no encoder.</exception>
    public DeepLabV3Plus(ModelOptions options) : base(nameof(DeepLabV3Plus), options, dilated: true)
    {
        var (wide, narrow) = (16 * options.Base, 3 * options.Base);
        low = Encoder.IndexOf(4);
        aspp = new Aspp(Encoder.Channels[^1], wide, 6, 12, 18);
        reduce = Sequential(Conv2d(Encoder.Channels[low], narrow, 1, bias: false), new BatchNormalization(narrow), ReLU(inplace: true));
        refine = Sequential([.. SeparableConvolution.Layers(wide + narrow, wide), .. SeparableConvolution.Layers(wide, wide)]);
        exit = Conv2d(wide, options.Classes, 1);
        RegisterComponents();
    }

    internal static ModelKind Kind { get; } = new("deeplabv3+", "Chen et al. 2018", EncoderUse.Required, o => new DeepLabV3Plus(o));

    /// <inheritdoc/>
    protected override Tensor Decode(Tensor[] features, Tensor x)
    {
        var detail = reduce.call(features[low]);                                       // (N, 3·base, H/4, W/4)
        var deep = F.Interpolate(aspp.call(features[^1]), like: detail);               // (N, 16·base, H/4, W/4), from H/16
        var logits = exit.call(refine.call(F.Cat([deep, detail])));                    // (N, classes, H/4, W/4)
        return F.Interpolate(logits, like: x);
    }
}
