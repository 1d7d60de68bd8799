namespace Cutline.Training.Export;

/// <summary>
/// Writes a graph with convolutions in 8 bits: weights as <see cref="QuantizedWeights"/>, activations as uint8 with a scale and a zero
/// point each. QuantizeLinear and DequantizeLinear pairs stand around what is to run in 8 bits, from which ONNX Runtime makes integer
/// kernels (https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html).
/// </summary>
internal sealed class QuantizedGraph
{
    private const int ActivationLevels = 255;

    // Operators that run on 8-bit values as well as on floats, the output scaled as the first input is.
    private static readonly HashSet<string> ScaleKeeping = ["MaxPool", "DepthToSpace", "Slice", "Transpose", "Reshape"];

    // Operators that have kernels for 8-bit values, whose output has a scale of its own.
    private static readonly HashSet<string> Rescaling = ["Concat", "Add", "AveragePool"];

    private static readonly HashSet<string> FusedActivations = ["Relu", "Clip"];

    private readonly OnnxGraph graph;
    private readonly HashSet<OnnxNode> convolutions;
    private readonly Dictionary<string, List<OnnxNode>> readers;
    private readonly Dictionary<string, OnnxNode> makers;

    /// <param name="graph">Is not changed.</param>
    /// <param name="keep">Names of the outputs of convolutions that stay in 32 bits.</param>
    internal QuantizedGraph(OnnxGraph graph, IReadOnlySet<string> keep)
    {
        this.graph = graph.Clone();
        readers = this.graph.Nodes.SelectMany(n => n.Inputs.Distinct().Select(i => (i, n))).GroupBy(p => p.i, p => p.n)
            .ToDictionary(g => g.Key, g => g.ToList());
        makers = this.graph.Nodes.SelectMany(n => n.Outputs.Select(o => (o, n))).ToDictionary(p => p.o, p => p.n);
        convolutions = [.. Convolutions(this.graph).Where(n => !keep.Contains(n.Outputs[0]))];
        Activations = Find();
    }

    /// <summary>Names of the values whose ranges are needed, in the order in which they are computed.</summary>
    internal IReadOnlyList<string> Activations { get; }

    /// <summary>The convolutions with constant weights, in the order in which they run.</summary>
    internal static IEnumerable<OnnxNode> Convolutions(OnnxGraph graph) =>
        graph.Nodes.Where(n => n.OperatorType == "Conv" && n.Inputs.Skip(1).All(graph.Initializers.ContainsKey));

    /// <summary>Puts the pairs in.</summary>
    /// <param name="statistics">Of the <see cref="Activations"/>.</param>
    internal OnnxGraph Write(ActivationStatistics statistics)
    {
        var scales = new Dictionary<string, (float Scale, byte Zero)>();
        foreach (var name in Activations)
        {
            var keeps = makers.TryGetValue(name, out var maker) && ScaleKeeping.Contains(maker.OperatorType);
            scales[name] = keeps && scales.TryGetValue(maker!.Inputs[0], out var same) ? same : Scale(statistics.Ranges[name]);
        }

        var renamed = new Dictionary<string, string>();
        var nodes = graph.Nodes.ToList();
        graph.Nodes.Clear();
        foreach (var input in graph.Inputs.Where(i => scales.ContainsKey(i.Name)))
            renamed[input.Name] = Pair(input.Name, scales[input.Name]);
        foreach (var node in nodes)
        {
            var inputs = node.Inputs.Select(i => renamed.GetValueOrDefault(i, i)).ToList();
            if (convolutions.Contains(node))
                QuantizeWeights(node, inputs, scales[node.Inputs[0]].Scale, statistics.Means[node.Inputs[0]]);
            graph.Nodes.Add(node with { Inputs = inputs });
            foreach (var output in node.Outputs.Where(scales.ContainsKey)) renamed[output] = Pair(output, scales[output]);
        }

        Pruning.Apply(graph);
        return graph;
    }

    private List<string> Find()
    {
        var wanted = new HashSet<string>(convolutions.Select(c => c.Inputs[0]));
        var found = graph.Inputs.Where(i => wanted.Contains(i.Name)).Select(i => i.Name).ToList();
        var set = found.ToHashSet();
        foreach (var node in graph.Nodes)
        {
            var output = node.Outputs[0];
            var inQuantized = (ScaleKeeping.Contains(node.OperatorType) && set.Contains(node.Inputs[0]))
                || (Rescaling.Contains(node.OperatorType) && node.Inputs.All(set.Contains));
            var ofConvolution = convolutions.Contains(node) ? !HasFusedActivation(output)
                : FusedActivations.Contains(node.OperatorType) && makers.TryGetValue(node.Inputs[0], out var conv)
                    && convolutions.Contains(conv);
            if ((inQuantized || ofConvolution || wanted.Contains(output)) && set.Add(output)) found.Add(output);
        }

        return found;
    }

    private bool HasFusedActivation(string output) =>
        readers.TryGetValue(output, out var next) && next is [var only] && FusedActivations.Contains(only.OperatorType);

    private string Pair(string name, (float Scale, byte Zero) scale)
    {
        var (step, zero) = (graph.Constant(OnnxTensor.Scalar(scale.Scale)), graph.Constant(OnnxTensor.Scalar(scale.Zero)));
        return graph.Add("DequantizeLinear", [graph.Add("QuantizeLinear", [name, step, zero]), step, zero]);
    }

    private static (float Scale, byte Zero) Scale((float Least, float Most) range)
    {
        var (least, most) = (Math.Min(0, range.Least), Math.Max(0, range.Most)); // 0 is a value of its own: padding is exact
        var scale = Math.Max((most - least) / ActivationLevels, 1e-8f);
        return (scale, (byte)Math.Clamp(MathF.Round(-least / scale), 0, ActivationLevels));
    }

    /// <summary>
    /// Weights as <see cref="QuantizedWeights"/>; the bias as int32 in steps of a weight's scale and the input's, raised by what rounding
    /// the weights takes from the output on average.
    /// </summary>
    private void QuantizeWeights(OnnxNode conv, List<string> inputs, float inputScale, ReadOnlySpan<float> inputMeans)
    {
        var weight = graph.Initializers[conv.Inputs[1]];
        var quantized = QuantizedWeights.Of(weight, conv.Attribute("group")?.Value is long groups ? groups : 1);
        var channels = quantized.Scales.Length;
        var zeros = OnnxTensor.Of<sbyte>(new sbyte[channels], channels);
        inputs[1] = Dequantized(OnnxTensor.Of<sbyte>(quantized.Integers, [.. weight.Shape]), quantized.Scales, zeros);

        var bias = inputs.Count > 2 ? graph.Initializers[conv.Inputs[2]].Values<float>().ToArray() : new float[channels];
        var shift = quantized.Shift(weight, inputMeans);
        var (steps, counts) = (new float[channels], new int[channels]);
        for (var channel = 0; channel < channels; channel++)
        {
            steps[channel] = quantized.Scales[channel] * inputScale;
            var count = Math.Round((bias[channel] + (double)shift[channel]) / steps[channel]);
            counts[channel] = (int)Math.Clamp(count, int.MinValue, int.MaxValue);
        }

        var rounded = Dequantized(OnnxTensor.Of<int>(counts, channels), steps, OnnxTensor.Of<int>(new int[channels], channels));
        if (inputs.Count > 2) inputs[2] = rounded;
        else inputs.Add(rounded);
    }

    private string Dequantized(OnnxTensor integers, float[] scales, OnnxTensor zeros) => graph.Add(
        "DequantizeLinear", [graph.Constant(integers), graph.Constant(OnnxTensor.Vector<float>(scales)), graph.Constant(zeros)],
        ("axis", 0));
}
