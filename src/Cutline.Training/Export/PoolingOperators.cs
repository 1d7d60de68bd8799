using TorchSharp.Modules;
using static Cutline.Training.Layers.Scalars;

namespace Cutline.Training.Export;

/// <summary>The ONNX forms of pooling layers.</summary>
internal static class PoolingOperators
{
    internal static void Register()
    {
        OnnxOperators.Register<MaxPool2d>((onnx, m, x) => onnx.Add(
            "MaxPool", x, ("kernel_shape", Pair(m.kernel_size)), ("strides", Pair(m.stride, m.kernel_size)), ("pads", Twice(m.padding)),
            ("dilations", Pair(m.dilation, [1])), ("ceil_mode", m.ceil_mode ? 1 : 0)));
        OnnxOperators.Register<AvgPool2d>((onnx, m, x) => m.divisor_override is { } divisor
            ? throw new OnnxExportException(
                $"AvgPool2d with divisor_override {divisor} has no ONNX form: leave it out, and multiply what comes of it")
            : onnx.Add(
                "AveragePool", x, ("kernel_shape", Pair(m.kernel_size)), ("strides", Pair(m.stride, m.kernel_size)),
                ("pads", Twice(m.padding)), ("ceil_mode", m.ceil_mode ? 1 : 0), ("count_include_pad", m.count_include_pad ? 1 : 0)));
        OnnxOperators.Register<AdaptiveAvgPool2d>((onnx, m, x) => Adaptive(onnx, x[0], Pair(m.output_size)));
        OnnxOperators.Register<AdaptiveMaxPool2d>((onnx, m, x) => m.output_size.All(s => s == 1) ? onnx.Add("GlobalMaxPool", x)
            : throw new OnnxExportException(
                $"AdaptiveMaxPool2d to {string.Join('×', m.output_size)} has no ONNX form: pool to 1×1, or use AdaptiveAvgPool2d"));
    }

    internal static string Average(OnnxBuilder onnx, string x, long kernel, long stride, long padding) => onnx.Add(
        "AveragePool", [x],
        ("kernel_shape", Pair([kernel])), ("strides", Pair([stride])), ("pads", Twice([padding])), ("count_include_pad", 1));

    internal static string Max(OnnxBuilder onnx, string x, long kernel, long stride, long padding) => onnx.Add(
        "MaxPool", [x], ("kernel_shape", Pair([kernel])), ("strides", Pair([stride])), ("pads", Twice([padding])));

    /// <summary>The mean of each of height × width parts of a picture of any size: weights for rows · x · weights for columns.</summary>
    private static string Adaptive(OnnxBuilder onnx, string x, long[] parts)
    {
        if (parts is [1, 1]) return onnx.Add("GlobalAveragePool", [x]);
        var columns = onnx.Add("Transpose", [PartWeights(onnx, x, 3, parts[1])]);                              // (W, parts)
        return onnx.Add("MatMul", [PartWeights(onnx, x, 2, parts[0]), onnx.Add("MatMul", [x, columns])]);      // (N, C, parts, parts)
    }

    /// <summary>
    /// A matrix (parts, size) whose row i has 1 / count from ⌊i · size / parts⌋ to below ⌈(i + 1) · size / parts⌉ and else 0, for the size
    /// of the dimension when the graph runs.
    /// </summary>
    private static string PartWeights(OnnxBuilder onnx, string x, int dimension, long parts)
    {
        var axis = onnx.Integers(1);
        var size = onnx.Size(x, dimension, dimension + 1);                                                     // (1)
        var first = onnx.Value(TorchSharp.torch.arange(Held(0), Held(parts), Held(1)).reshape(parts, 1));               // (parts, 1)
        var start = onnx.Add("Div", [onnx.Add("Mul", [first, size]), onnx.Integers(parts)]);
        var last = onnx.Add("Add", [onnx.Add("Mul", [onnx.Add("Add", [first, axis]), size]), onnx.Integers(parts - 1)]);
        var end = onnx.Add("Div", [last, onnx.Integers(parts)]);
        var zero = onnx.Graph.Constant(OnnxTensor.Scalar(0L));
        var scalar = onnx.Add("Squeeze", [size]);
        var position = onnx.Add("Range", [zero, scalar, onnx.Graph.Constant(OnnxTensor.Scalar(1L))]);          // (size)
        var within = onnx.Add("And", [onnx.Add("GreaterOrEqual", [position, start]), onnx.Add("Less", [position, end])]);
        var ones = onnx.Add("Cast", [within], ("to", (long)OnnxElementType.Float));
        return onnx.Add("Div", [ones, onnx.Add("Cast", [onnx.Add("Sub", [end, start])], ("to", (long)OnnxElementType.Float))]);
    }

    private static long[] Pair(long[] sides) => sides.Length == 1 ? [sides[0], sides[0]] : sides;

    /// <summary>The sides, or others where none are given.</summary>
    private static long[] Pair(long[]? sides, long[] otherwise) => Pair(sides is { Length: > 0 } ? sides : otherwise);

    private static long[] Twice(long[]? padding) => padding is { Length: > 0 } ? [.. Pair(padding), .. Pair(padding)] : [0, 0, 0, 0];
}
