using Cutline.Training.Layers;

namespace Cutline.Training.Export;

/// <summary>The ONNX forms of the functions of transformers.</summary>
internal static class TransformerOperators
{
    private const long Same = 0, Rest = -1; // what Reshape makes of a dimension

    internal static void Register()
    {
        OnnxOperators.RegisterFunction("tokens", (onnx, _, x) =>
            Swapped(onnx, onnx.Add("Reshape", [x[0], onnx.Integers(Same, Same, Rest)])));
        OnnxOperators.RegisterFunction("map", (onnx, _, x) =>
        {
            var shape = onnx.Add("Concat", [onnx.Integers(Same, Same), onnx.Size(x[1], 2, 4)], ("axis", 0));
            return onnx.Add("Reshape", [Swapped(onnx, x[0]), shape]);
        });
        OnnxOperators.RegisterFunction(F.AttentionName, (onnx, call, x) => Attention(onnx, x, (long)call.Attributes["heads"]));
    }

    private static string Attention(OnnxBuilder onnx, IReadOnlyList<string> x, long heads)
    {
        var width = onnx.RecordedShape(x[0])[^1] / heads;
        string Split(string tokens, params long[] order) => onnx.Add(
            "Transpose", [onnx.Add("Reshape", [tokens, onnx.Integers(Same, Same, heads, width)])], ("perm", order));
        var scaled = onnx.Add("Mul", [Split(x[0], 0, 2, 1, 3), onnx.Number(1 / Math.Sqrt(width))]);           // (N, heads, L, d)
        var scores = onnx.Add("MatMul", [scaled, Split(x[1], 0, 2, 3, 1)]);                                   // (N, heads, L, M)
        var mean = onnx.Add("MatMul", [onnx.Add("Softmax", [scores], ("axis", -1)), Split(x[2], 0, 2, 1, 3)]);
        return onnx.Add(
            "Reshape", [onnx.Add("Transpose", [mean], ("perm", (long[])[0, 2, 1, 3])), onnx.Integers(Same, Same, Rest)]);
    }

    private static string Swapped(OnnxBuilder onnx, string x) => onnx.Add("Transpose", [x], ("perm", (long[])[0, 2, 1]));
}
