using Cutline.Training.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Export;

/// <summary>The ONNX forms of the functions of <see cref="F"/>. Height and width are read when the graph runs.</summary>
internal static class FunctionOperators
{
    internal static void Register()
    {
        OnnxOperators.RegisterFunction("cat", (onnx, call, x) => onnx.Add("Concat", x, ("axis", Integer(call, "dim"))));
        OnnxOperators.RegisterFunction("add", (onnx, call, x) => Binary(onnx, "Add", call, x));
        OnnxOperators.RegisterFunction("sub", (onnx, call, x) => Binary(onnx, "Sub", call, x));
        OnnxOperators.RegisterFunction("mul", (onnx, call, x) => Binary(onnx, "Mul", call, x));
        OnnxOperators.RegisterFunction("div", (onnx, call, x) => Binary(onnx, "Div", call, x));
        OnnxOperators.RegisterFunction("relu", (onnx, _, x) => onnx.Add("Relu", x));
        OnnxOperators.RegisterFunction("sigmoid", (onnx, _, x) => onnx.Add("Sigmoid", x));
        OnnxOperators.RegisterFunction("softmax", (onnx, call, x) => onnx.Add("Softmax", x, ("axis", Integer(call, "dim"))));
        OnnxOperators.RegisterFunction("clamp", (onnx, call, x) =>
            ActivationOperators.Clip(onnx, x[0], (double)call.Attributes["min"], (double)call.Attributes["max"]));
        OnnxOperators.RegisterFunction("mean", (onnx, call, x) => onnx.Add(
            "ReduceMean", x, ("axes", (long[])call.Attributes["dim"]), ("keepdims", Integer(call, "keepdim"))));
        OnnxOperators.RegisterFunction("max_pool2d", (onnx, call, x) =>
            PoolingOperators.Max(onnx, x[0], Integer(call, "kernel_size"), Integer(call, "stride"), Integer(call, "padding")));
        OnnxOperators.RegisterFunction("avg_pool2d", (onnx, call, x) =>
            PoolingOperators.Average(onnx, x[0], Integer(call, "kernel_size"), Integer(call, "stride"), Integer(call, "padding")));
        OnnxOperators.RegisterFunction("global_avg_pool2d", (onnx, _, x) => onnx.Add("GlobalAveragePool", x));
        OnnxOperators.RegisterFunction("pixel_shuffle", (onnx, call, x) =>
            onnx.Add("DepthToSpace", x, ("blocksize", Integer(call, "upscale_factor")), ("mode", "CRD")));
        OnnxOperators.RegisterFunction("interpolate", (onnx, call, x) => Interpolate(onnx, call, x));
        OnnxOperators.RegisterFunction("pad_to_multiple", (onnx, call, x) => PadToMultiple(onnx, x[0], Integer(call, "multiple")));
        OnnxOperators.RegisterFunction("crop_like", (onnx, _, x) =>
            onnx.Add("Slice", [x[0], onnx.Integers(0, 0), onnx.Size(x[1], 2, 4), onnx.Integers(2, 3)]));
    }

    private static string Binary(OnnxBuilder onnx, string operatorType, FunctionCall call, IReadOnlyList<string> x) =>
        onnx.Add(operatorType, [x[0], x.Count > 1 ? x[1] : onnx.Number((double)call.Attributes["other"])]);

    private static string Interpolate(OnnxBuilder onnx, FunctionCall call, IReadOnlyList<string> x)
    {
        var mode = (string)call.Attributes["mode"] == "nearest" ? UpsampleMode.Nearest : UpsampleMode.Bilinear;
        if (x.Count > 1) return ShapeOperators.ResizeTo(onnx, x[0], onnx.Size(x[1], 2, 4), mode, alignCorners: false);
        if (call.Attributes.TryGetValue("size", out var fixedSize))
            return ShapeOperators.ResizeTo(onnx, x[0], onnx.Integers((long[])fixedSize), mode, alignCorners: false);
        var scale = (double)call.Attributes["scale_factor"];
        if (scale == Math.Floor(scale)) return ShapeOperators.ResizeBy(onnx, x[0], scale, scale, mode, alignCorners: false);
        var sides = onnx.Add("Cast", [onnx.Size(x[0], 2, 4)], ("to", (long)OnnxElementType.Double));
        var scaled = onnx.Add("Floor", [onnx.Add("Mul", [sides, onnx.Graph.Constant(OnnxTensor.Scalar(scale))])]);
        var size = onnx.Add("Cast", [scaled], ("to", (long)OnnxElementType.Int64));
        return ShapeOperators.ResizeTo(onnx, x[0], size, mode, alignCorners: false);
    }

    /// <summary>(multiple − size mod multiple) mod multiple zeros below and to the right.</summary>
    private static string PadToMultiple(OnnxBuilder onnx, string x, long multiple)
    {
        var by = onnx.Integers(multiple);
        var missing = onnx.Add("Mod", [onnx.Add("Sub", [by, onnx.Add("Mod", [onnx.Size(x, 2, 4), by])]), by]);
        return onnx.Add("Pad", [x, onnx.Add("Concat", [onnx.Integers(0, 0, 0, 0, 0, 0), missing], ("axis", 0)), onnx.Number(0)]);
    }

    private static long Integer(FunctionCall call, string name) => (long)call.Attributes[name];
}
