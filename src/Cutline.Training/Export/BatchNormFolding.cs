namespace Cutline.Training.Export;

/// <summary>
/// Folds batch normalisation into the convolution before it, where nothing else reads that convolution's output: with
/// s = γ / √(σ² + ε), the weights become s · w and the bias s · (b − μ) + β.
/// </summary>
internal static class BatchNormFolding
{
    /// <returns>For each constant of folded weights what they were before, and the factor s of each output channel.</returns>
    internal static IReadOnlyDictionary<string, FoldedWeights> Apply(OnnxGraph graph)
    {
        var folded = new Dictionary<string, FoldedWeights>();
        var readers = graph.Nodes.SelectMany(n => n.Inputs).GroupBy(name => name).ToDictionary(g => g.Key, g => g.Count());
        var makers = graph.Nodes.SelectMany(n => n.Outputs.Select(o => (o, n))).ToDictionary(p => p.o, p => p.n);
        foreach (var norm in graph.Nodes.Where(n => n.OperatorType == "BatchNormalization").ToList())
        {
            if (!makers.TryGetValue(norm.Inputs[0], out var conv) || readers[norm.Inputs[0]] > 1 || !Folds(conv)) continue;
            if (conv.Inputs.Skip(1).Concat(norm.Inputs.Skip(1)).Any(name => !graph.Initializers.ContainsKey(name))) continue;
            var node = Fold(graph, conv, norm, folded);
            graph.Nodes[graph.Nodes.IndexOf(conv)] = node;
            graph.Nodes.Remove(norm);
            makers[node.Outputs[0]] = node;
        }

        return folded;
    }

    /// <summary>The dimension of a weight that its output channels lie along; 1 for transposed convolutions.</summary>
    private static int OutputAxis(OnnxNode conv) => conv.OperatorType == "Conv" ? 0 : 1;

    private static bool Folds(OnnxNode conv) =>
        conv.OperatorType == "Conv" || (conv.OperatorType == "ConvTranspose" && conv.Attribute("group") is null or { Value: 1L });

    private static OnnxNode Fold(OnnxGraph graph, OnnxNode conv, OnnxNode norm, Dictionary<string, FoldedWeights> folded)
    {
        float[] Values(string name) => graph.Initializers[name].Values<float>().ToArray();
        var (gamma, beta) = (Values(norm.Inputs[1]), Values(norm.Inputs[2]));
        var (mean, variance) = (Values(norm.Inputs[3]), Values(norm.Inputs[4]));
        var before = conv.Inputs.Count > 2 ? Values(conv.Inputs[2]) : new float[gamma.Length];
        var epsilon = (float)norm.Attribute("epsilon")!.Value;
        var (scales, biases) = (new double[gamma.Length], new float[gamma.Length]);
        for (var channel = 0; channel < gamma.Length; channel++)
        {
            scales[channel] = gamma[channel] / Math.Sqrt((double)variance[channel] + epsilon);
            biases[channel] = (float)((before[channel] - (double)mean[channel]) * scales[channel] + beta[channel]);
        }

        graph.Scope = "";
        var weights = new FoldedWeights(graph.Initializers[conv.Inputs[1]], scales, OutputAxis(conv));
        var name = graph.Constant(weights.Product());
        folded.Add(name, weights);
        return conv with { Inputs = [conv.Inputs[0], name, graph.Constant(OnnxTensor.Vector<float>(biases))], Outputs = norm.Outputs };
    }
}

/// <summary>Weights of a convolution and what batch normalisation multiplies each output channel by.</summary>
/// <param name="Axis">The dimension of the output channels.</param>
internal sealed record FoldedWeights(OnnxTensor Weights, double[] Scales, int Axis)
{
    /// <summary>The weights multiplied, rounded once.</summary>
    internal OnnxTensor Product()
    {
        var products = Weights.Values<float>().ToArray();
        var inner = (int)Weights.Shape.Skip(Axis + 1).Aggregate(1L, (product, side) => product * side);
        for (var i = 0; i < products.Length; i++) products[i] = (float)(products[i] * Scales[i / inner % Scales.Length]);
        return OnnxTensor.Of<float>(products, [.. Weights.Shape]);
    }

    /// <summary>The factors in a shape that broadcasts over the weights.</summary>
    internal OnnxTensor Factors() => OnnxTensor.Of<float>(
        [.. Scales.Select(s => (float)s)], [.. Weights.Shape.Select((_, i) => i == Axis ? Scales.Length : 1L)]);
}
