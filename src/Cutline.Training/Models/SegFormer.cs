using Cutline.Training.Encoders;
using Cutline.Training.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>
/// SegFormer (Xie et al. 2021, "Simple and Efficient Design for Semantic Segmentation with Transformers"): a decoder of linear layers alone
/// over an encoder's features from stride 4 on; on <c>mit_b0</c> it is SegFormer-B0. The width is the paper's with base 16: 256 channels.
/// Logits at stride 4 are enlarged bilinearly. Weights have the names of the transformers library but for its beginning
/// <c>segformer.</c>, which <see cref="ModelImport"/> takes off.
/// </summary>
public sealed class SegFormer : EncoderModel
{
    private readonly AllMlpHead head;

    /// <summary>Makes the network with weights drawn anew.</summary>
    /// <exception cref="ArgumentException">The options are out of range, or name no encoder.</exception>
    public SegFormer(ModelOptions options) : base(nameof(SegFormer), options) =>
        head = Register("decode_head", new AllMlpHead(Encoder, WidthOf(options.Base), options.Classes));

    internal static ModelKind Kind { get; } = new("segformer", "Xie et al. 2021", EncoderUse.Required, o => new SegFormer(o));

    /// <summary>Channels of the decoder.</summary>
    internal static int WidthOf(int @base) => 16 * @base;

    /// <inheritdoc/>
    protected override Tensor Decode(Tensor[] features, Tensor x) => F.Interpolate(head.call(features), like: x);
}

/// <summary>An encoder's features, each brought to one width and enlarged to stride 4, joined: → logits (N, classes, H/4, W/4).</summary>
internal sealed class AllMlpHead : Module<Tensor[], Tensor>
{
    private readonly int finest; // index of the features at stride 4
    private readonly Linear[] widen;
    private readonly (Conv2d Convolution, BatchNormalization Norm) fuse;
    private readonly Dropout dropout = Dropout(0.1);
    private readonly Conv2d classifier;

    internal AllMlpHead(Encoder encoder, int width, int classes) : base(nameof(AllMlpHead))
    {
        finest = encoder.IndexOf(4);
        widen = [.. encoder.Channels.Skip(finest).Select(channels => Linear(channels, width))];
        fuse = (Conv2d(widen.Length * width, width, 1, bias: false), new(width));
        classifier = Conv2d(width, classes, 1);
        register_module("linear_c", ModuleList(Array.ConvertAll(widen, linear => ModuleDict(("proj", linear)))));
        register_module("linear_fuse", fuse.Convolution);
        register_module("batch_norm", fuse.Norm);
        register_module("dropout", dropout);
        register_module("classifier", classifier); // last: the last parameters of a model are its head's
    }

    public override Tensor forward(Tensor[] features)
    {
        var maps = features[finest..].Zip(widen, (map, linear) => F.Map(linear.call(F.Tokens(map)), like: map));  // (N, width, H/s, W/s)
        var joined = F.Cat([.. maps.Select(map => F.Interpolate(map, like: features[finest])).Reverse()]);        // (N, …·width, H/4, W/4)
        return classifier.call(dropout.call(F.Relu(fuse.Norm.call(fuse.Convolution.call(joined)), inPlace: true)));
    }
}
