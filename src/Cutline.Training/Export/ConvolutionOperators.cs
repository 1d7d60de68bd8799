using Cutline.Training.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cutline.Training.Export;

/// <summary>The ONNX forms of convolutions and linear layers.</summary>
internal static class ConvolutionOperators
{
    internal static void Register()
    {
        OnnxOperators.Register<Conv2d>((onnx, m, x) => Convolve(onnx, m, x[0]));
        OnnxOperators.Register<ConvTranspose2d>((onnx, m, x) => ConvolveTransposed(onnx, m, x[0]));
        OnnxOperators.Register<TransposedConv2d>((onnx, m, x) => ConvolveTransposed(onnx, m, x[0]));
        OnnxOperators.Register<Linear>((onnx, m, x) =>
        {
            var product = onnx.Add("MatMul", [x[0], onnx.Value(m.weight.t().contiguous())]);
            return m.bias is null ? product : onnx.Add("Add", [product, onnx.Value(m.bias)]);
        });
    }

    private static string Convolve(OnnxBuilder onnx, Conv2d m, string x)
    {
        var pads = Pads(m);
        if (m.padding_mode != PaddingModes.Zeros && pads.Any(p => p > 0))
        {
            x = ShapeOperators.Pad(onnx, x, [pads[1], pads[3], pads[0], pads[2]], m.padding_mode, 0);
            pads = [0, 0, 0, 0];
        }

        return onnx.Add(
            "Conv", [x, .. Weights(onnx, m)],
            ("kernel_shape", m.kernel_size), ("strides", m.stride), ("pads", pads), ("dilations", m.dilation), ("group", m.groups));
    }

    /// <summary>Top, left, bottom, right, as ONNX orders them.</summary>
    private static long[] Pads(Convolution m)
    {
        if (m.padding_type is null) return Twice(m.padding!);
        if (m.padding_type == Padding.Valid) return [0, 0, 0, 0];
        var (height, width) = (m.dilation[0] * (m.kernel_size[0] - 1), m.dilation[1] * (m.kernel_size[1] - 1));
        return [height / 2, width / 2, height - height / 2, width - width / 2];
    }

    private static string ConvolveTransposed(OnnxBuilder onnx, Convolution m, string x) => onnx.Add(
        "ConvTranspose", [x, .. Weights(onnx, m)],
        ("kernel_shape", m.kernel_size), ("strides", m.stride), ("pads", Twice(m.padding!)), ("dilations", m.dilation),
        ("output_padding", m.output_padding), ("group", m.groups));

    private static string[] Weights(OnnxBuilder onnx, Convolution m) =>
        m.bias is null ? [onnx.Value(m.weight)] : [onnx.Value(m.weight), onnx.Value(m.bias)];

    private static long[] Twice(long[] padding) => [.. padding, .. padding];
}
