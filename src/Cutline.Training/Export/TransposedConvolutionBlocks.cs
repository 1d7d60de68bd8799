namespace Cutline.Training.Export;

/// <summary>
/// Rewrites transposed convolutions whose stride is their kernel: the outputs of different pixels do not overlap, so a 1×1 convolution to
/// k² times the channels computes the same, and its outputs are moved to their places. In 8 bits ONNX Runtime has no transposed
/// convolution; it keeps 8-bit pixels channels-last, so the moving is written on (N, H, W, C), where it copies whole rows of channels.
/// In 32 bits the transposed convolution is the faster of the two.
/// </summary>
internal static class TransposedConvolutionBlocks
{
    internal static void Apply(OnnxGraph graph)
    {
        var nodes = graph.Nodes.ToList();
        graph.Nodes.Clear();
        var onnx = new OnnxBuilder(graph);
        var renamed = new Dictionary<string, string>();
        foreach (var node in nodes.Select(n => n with { Inputs = [.. n.Inputs.Select(i => renamed.GetValueOrDefault(i, i))] }))
        {
            if (IsOfBlocks(graph, node)) renamed[node.Outputs[0]] = Blocks(onnx, node);
            else graph.Nodes.Add(node);
        }

        Pruning.Apply(graph);
    }

    private static bool IsOfBlocks(OnnxGraph graph, OnnxNode node)
    {
        bool All(string name, long value) => node.Attribute(name)?.Value switch
        {
            null => true,
            long one => one == value,
            var many => ((long[])many).All(v => v == value),
        };
        return node.OperatorType == "ConvTranspose" && node.Inputs.Skip(1).All(graph.Initializers.ContainsKey)
            && node.Attribute("kernel_shape")?.Value is long[] kernel && node.Attribute("strides")?.Value is long[] stride
            && kernel.SequenceEqual(stride) && kernel[0] == kernel[1]
            && All("pads", 0) && All("output_padding", 0) && All("dilations", 1) && All("group", 1);
    }

    private static string Blocks(OnnxBuilder onnx, OnnxNode node)
    {
        var graph = onnx.Graph;
        var weight = graph.Initializers[node.Inputs[1]];
        var (inputs, outputs, block) = (weight.Shape[0], weight.Shape[1], weight.Shape[2]);
        var area = block * block;
        var from = weight.Values<float>();
        var to = new float[from.Length];
        for (var i = 0; i < to.Length; i++)                                                        // (in, out, k·k) → (k·k, out, in)
        {
            var (place, output, input) = (i % area, i / area % outputs, i / (area * outputs));
            to[(place * outputs + output) * inputs + input] = from[i];
        }

        List<string> operands = [node.Inputs[0], graph.Constant(OnnxTensor.Of<float>(to, area * outputs, inputs, 1, 1))];
        if (node.Inputs.Count > 2)
        {
            var bias = graph.Initializers[node.Inputs[2]].Values<float>().ToArray();
            operands.Add(graph.Constant(OnnxTensor.Vector<float>([.. Enumerable.Range(0, (int)area).SelectMany(_ => bias)])));
        }

        var x = node.Inputs[0];
        var y = onnx.Add("Conv", operands, ("kernel_shape", new long[] { 1, 1 }), ("group", 1));
        y = onnx.Add("Transpose", [y], ("perm", new long[] { 0, 2, 3, 1 }));                       // (N, H, W, k·k·out)
        y = onnx.Add("Reshape", [y, onnx.Integers(0, 0, 0, block, block * outputs)]);
        y = onnx.Add("Transpose", [y], ("perm", new long[] { 0, 1, 3, 2, 4 }));                    // (N, H, k, W, k·out)
        var size = onnx.Add("Mul", [onnx.Size(x, 2, 4), onnx.Integers(block)]);
        y = onnx.Add("Reshape", [y, onnx.Add("Concat", [onnx.Size(x, 0, 1), size, onnx.Integers(outputs)], ("axis", 0))]);
        return onnx.Add("Transpose", [y], ("perm", new long[] { 0, 3, 1, 2 }));                    // (N, out, k·H, k·W)
    }
}
