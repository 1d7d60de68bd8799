using Cutline.Training.Export;
using Cutline.Training.Layers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Tests.Export;

/// <summary>TorchSharp's layers and our own: each between two convolutions, exported and compared with the model.</summary>
public sealed class LayerExportTests : IDisposable
{
    private const int Channels = 8;

    private readonly DisposeScope scope = NewDisposeScope();

    public LayerExportTests() => manual_seed(3);

    private static readonly Dictionary<string, Func<Module<Tensor, Tensor>>> Layers = new()
    {
        ["Identity"] = () => Identity(),
        ["Dropout"] = () => Dropout(),
        ["Dropout2d"] = () => Dropout2d(),
        ["AlphaDropout"] = () => AlphaDropout(),
        ["FeatureAlphaDropout"] = () => FeatureAlphaDropout(),
        ["ReLU"] = () => ReLU(),
        ["ReLU in place"] = () => ReLU(inplace: true),
        ["ReLU6"] = () => ReLU6(),
        ["LeakyReLU"] = () => LeakyReLU(0.2),
        ["RReLU"] = () => RReLU(),
        ["PReLU"] = () => PReLU(Channels),
        ["PReLU shared"] = () => PReLU(1),
        ["ELU"] = () => ELU(),
        ["CELU"] = () => CELU(0.7),
        ["SELU"] = () => SELU(),
        ["Sigmoid"] = () => Sigmoid(),
        ["Hardsigmoid"] = () => Hardsigmoid(),
        ["SiLU"] = () => SiLU(),
        ["Hardswish"] = () => Hardswish(),
        ["Mish"] = () => Mish(),
        ["GELU"] = () => GELU(),
        ["Tanh"] = () => Tanh(),
        ["Softsign"] = () => Softsign(),
        ["Softplus"] = () => Softplus(2),
        ["LogSigmoid"] = () => LogSigmoid(),
        ["Softmax"] = () => Softmax(1),
        ["Softmax2d"] = () => Softmax2d(),
        ["Softmin"] = () => Softmin(1),
        ["LogSoftmax"] = () => LogSoftmax(1),
        ["Conv2d"] = () => Conv2d(Channels, Channels, 3, padding: 1),
        ["Conv2d without bias"] = () => Conv2d(Channels, Channels, 3, bias: false),
        ["Conv2d of groups, dilated"] = () => Conv2d(Channels, Channels, 3, groups: 4, dilation: 2),
        ["Conv2d, stride"] = () => Conv2d(Channels, Channels, 3, stride: 2, padding: 1),
        ["Conv2d, same"] = () => Conv2d(Channels, Channels, 4, padding: Padding.Same),
        ["Conv2d, valid"] = () => Conv2d(Channels, Channels, 4, padding: Padding.Valid),
        ["Conv2d, reflected"] = () => Conv2d(Channels, Channels, 3, padding: 2, padding_mode: PaddingModes.Reflect),
        ["Conv2d, replicated"] = () => Conv2d(Channels, Channels, (3, 5), padding: (1, 2), padding_mode: PaddingModes.Replicate),
        ["ConvTranspose2d in blocks"] = () => ConvTranspose2d(Channels, Channels, 2, stride: 2),
        ["ConvTranspose2d overlapping"] = () => ConvTranspose2d(Channels, Channels, 3, stride: 2, padding: 1, output_padding: 1),
        ["ConvTranspose2d of groups"] = () => ConvTranspose2d(Channels, Channels, 2, stride: 2, groups: 2),
        ["TransposedConv2d"] = () => new TransposedConv2d(Channels, Channels, 2),
        ["BatchNorm2d"] = () => BatchNorm2d(Channels),
        ["BatchNorm2d without weights"] = () => BatchNorm2d(Channels, affine: false),
        ["BatchNormalization"] = () => new BatchNormalization(Channels),
        ["InstanceNorm2d"] = () => InstanceNorm2d(Channels, affine: true),
        ["InstanceNorm2d with statistics"] = () => InstanceNorm2d(Channels, track_running_stats: true),
        ["GroupNorm"] = () => GroupNorm(2, Channels),
        ["GroupNormalization"] = () => new GroupNormalization(4, Channels),
        ["LayerNormalization"] = () => Sequential(AdaptiveAvgPool2d(9), new LayerNormalization(9)),
        ["LayerNorm"] = () => Sequential(AdaptiveAvgPool2d(3), LayerNorm([3, 3])),
        ["Linear"] = () => Sequential(AdaptiveAvgPool2d(5), Linear(5, 7)),
        ["MaxPool2d"] = () => MaxPool2d(2),
        ["MaxPool2d, ceil"] = () => MaxPool2d(3, 2, 1, ceil_mode: true),
        ["MaxPool2d, dilated"] = () => MaxPool2d(3, 1, 1, dilation: 2),
        ["AvgPool2d"] = () => AvgPool2d(5, 2, 2),
        ["AvgPool2d, ceil, no padding counted"] = () => AvgPool2d(3, 2, 1, ceil_mode: true, count_include_pad: false),
        ["AdaptiveAvgPool2d to 1"] = () => AdaptiveAvgPool2d(1),
        ["AdaptiveAvgPool2d to 3x6"] = () => AdaptiveAvgPool2d([3, 6]),
        ["AdaptiveMaxPool2d"] = () => AdaptiveMaxPool2d([1, 1]),
        ["Upsample by 2, nearest"] = () => Upsample(scale_factor: [2, 2]),
        ["Upsample by fractions"] = () => Upsample(scale_factor: [1.5, 2.3], mode: UpsampleMode.Bilinear, align_corners: false),
        ["Upsample, corners aligned"] = () => Upsample(scale_factor: [1.5, 2.5], mode: UpsampleMode.Bilinear, align_corners: true),
        ["Upsample, bicubic"] = () => Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bicubic, align_corners: false),
        ["Upsample to a size"] = () => Upsample([50, 70], mode: UpsampleMode.Bilinear, align_corners: false),
        ["PixelShuffle"] = () => Sequential(PixelShuffle(2), Conv2d(Channels / 4, Channels, 1)),
        ["PixelUnshuffle"] = () => Sequential(Upsample(scale_factor: [2, 2]), PixelUnshuffle(2), Conv2d(4 * Channels, Channels, 1)),
        ["ChannelShuffle"] = () => ChannelShuffle(2),
        ["ZeroPad2d"] = () => ZeroPad2d((1, 2, 3, 4)),
        ["ConstantPad2d"] = () => ConstantPad2d((1, 2, 3, 4), 0.5),
        ["ReflectionPad2d"] = () => ReflectionPad2d((1, 2, 3, 4)),
        ["ReplicationPad2d"] = () => ReplicationPad2d((1, 2, 3, 4)),
        ["Flatten, Unflatten"] = () => Sequential(Flatten(2), Unflatten(2, [1, -1])),
    };

    public static TheoryData<string> Names => [.. Layers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Exports(string layer)
    {
        using var exported = new Exported(Exported.Trained(new Sandwich(Layers[layer]())));
        foreach (var (batch, height, width) in ((long, long, long)[])[(1, 40, 56), (3, 37, 61)])
        {
            var (difference, spread) = exported.Compare(batch, height, width);
            Assert.InRange(difference, 0, 1e-4);
            Assert.InRange(spread, 0.02, 1);
        }
    }

    [Theory]
    [InlineData("padding mode Circular has no ONNX form")]
    [InlineData("divisor_override")]
    [InlineData("AdaptiveMaxPool2d to 2×2 has no ONNX form")]
    [InlineData("keeps no running statistics")]
    public void What_has_no_form_is_an_error_that_names_the_layer(string message)
    {
        Module<Tensor, Tensor> layer = message[0] switch
        {
            'p' => Conv2d(Channels, Channels, 3, padding: 1, padding_mode: PaddingModes.Circular),
            'd' => AvgPool2d([2, 2], divisor_override: 3),
            'A' => AdaptiveMaxPool2d([2, 2]),
            _ => BatchNorm2d(Channels, track_running_stats: false),
        };
        using var model = new Sandwich(layer);
        var error = Assert.Throws<OnnxExportException>(() => OnnxExport.Write(model, "never.onnx"));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("the layer 'layer' ", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => scope.Dispose();

    /// <summary>A layer between two convolutions, its output resized to the input's size.</summary>
    private sealed class Sandwich : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> before, layer, after;

        internal Sandwich(Module<Tensor, Tensor> layer) : base(nameof(Sandwich))
        {
            (before, this.layer, after) = (Conv2d(3, Channels, 1), layer, Conv2d(Channels, 2, 1));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => after.call(F.Interpolate(layer.call(before.call(input)), like: input));
    }
}
