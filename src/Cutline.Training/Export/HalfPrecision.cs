namespace Cutline.Training.Export;

/// <summary>
/// Stores weights in 16 bits, each behind a node that widens it to 32: half the file, the same arithmetic. ONNX Runtime widens them once,
/// when it loads the file. Biases, which are few, stay in 32 bits. Where batch normalisation was folded in, the weights before it are
/// stored and its factors beside them: weights that were kept in 16 bits already lose nothing.
/// </summary>
internal static class HalfPrecision
{
    internal static void Apply(OnnxGraph graph, IReadOnlyDictionary<string, FoldedWeights> folded)
    {
        var nodes = new List<OnnxNode>();
        var wide = graph.Initializers.Where(i => i.Value.Type == OnnxElementType.Float && i.Value.Shape.Count > 1).ToList();
        foreach (var (name, tensor) in wide)
        {
            var scaled = folded.GetValueOrDefault(name);
            var narrow = $"{name}.fp16";
            graph.SetConstant(narrow, Narrowed(scaled?.Weights ?? tensor));
            graph.RemoveConstant(name);
            var widened = scaled is null ? name : $"{name}.fp32";
            nodes.Add(new("Cast", [narrow], [widened], [("to", (long)OnnxElementType.Float)]));
            if (scaled is not null) nodes.Add(new("Mul", [widened, graph.Constant(scaled.Factors())], [name], []));
        }

        graph.Nodes.InsertRange(0, nodes);
    }

    /// <exception cref="OnnxExportException">A weight is too large for 16 bits.</exception>
    private static OnnxTensor Narrowed(OnnxTensor tensor)
    {
        var values = tensor.Values<float>();
        var halves = new Half[values.Length];
        for (var i = 0; i < halves.Length; i++)
        {
            halves[i] = (Half)values[i];
            if (!Half.IsFinite(halves[i]))
                throw new OnnxExportException($"a weight is {values[i]:G3}, which 16 bits cannot hold: export with 32 bits");
        }

        return OnnxTensor.Of<Half>(halves, [.. tensor.Shape]);
    }
}
