using Cutline.Training.Encoders;
using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Training.Models;

/// <summary>
/// DeepLabV3+ (Chen et al. 2018, "Encoder-Decoder with Atrous Separable Convolution"): an encoder of output stride 16, atrous pyramid
/// pooling with rates 6, 12 and 18, and a decoder of separable convolutions that joins the encoder's features at stride 4.
/// The widths are the paper's with base 16: 256 channels, and 48 of the low-level features.
/// </summary>
public sealed class DeepLabV3Plus : SegmentationModel
{
    private const int Low = 1, OutputStride = 16; // index of the features at stride 4; stride of the last

    private readonly Aspp aspp;
    private readonly Sequential reduce, refine;
    private readonly Conv2d exit;

    public DeepLabV3Plus(ModelOptions options) : base(options.Validated(), OutputStride)
    {
        var (wide, narrow) = (16 * options.Base, 3 * options.Base);
        Encoder = Register("encoder", EncoderRegistry.Make(options.Encoder!, options.InChannels, dilated: true));
        aspp = Register("aspp", new Aspp(Encoder.Channels[^1], wide, 6, 12, 18));
        reduce = Register("reduce", new Sequential(new Conv2d(Encoder.Channels[Low], narrow, 1, bias: false), new BatchNorm2d(narrow), new ReLU(inPlace: true)));
        refine = Register("refine", new Sequential([.. Separable(wide + narrow, wide), .. Separable(wide, wide)]));
        exit = Register("exit", new Conv2d(wide, options.Classes, 1));
    }

    internal static ModelKind Kind { get; } = new("deeplabv3+", "Chen et al. 2018", EncoderUse.Required, o => new DeepLabV3Plus(o));

    private protected override Tensor Logits(Tensor x)
    {
        var features = Encoder!.Features(x);
        var low = reduce.Forward(features[Low]);                                       // (N, 3·base, H/4, W/4)
        var deep = F.Bilinear(aspp.Forward(features[^1]), low.Shape[2], low.Shape[3]); // (N, 16·base, H/4, W/4), from H/16
        var logits = exit.Forward(refine.Forward(Tensor.Cat([deep, low], 1)));         // (N, classes, H/4, W/4)
        return F.Bilinear(logits, x.Shape[2], x.Shape[3]);
    }

    /// <summary>A 3×3 convolution of each channel, then a 1×1 convolution across them.</summary>
    private static Module[] Separable(int inChannels, int outChannels) =>
    [
        new Conv2d(inChannels, inChannels, 3, padding: 1, groups: inChannels, bias: false), new BatchNorm2d(inChannels), new ReLU(inPlace: true),
        new Conv2d(inChannels, outChannels, 1, bias: false), new BatchNorm2d(outChannels), new ReLU(inPlace: true),
    ];
}
