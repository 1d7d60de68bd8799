using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Preprocessing;
using Cutline.Training.Export;

namespace Cutline.Segmentation.Tests.Inference;

/// <summary>An ONNX file of one 1×1 convolution: each pixel's probabilities follow from its own colour.</summary>
internal sealed record SmallModel
{
    /// <summary>Weights (classes, 3) of the normalized colours, row after row.</summary>
    public float[] Weights { get; init; } = [12, 12, 0];

    /// <summary>One number for each class. These and <see cref="Weights"/> find the discs of <see cref="DrawnDiscs"/>.</summary>
    public float[] Bias { get; init; } = [-14];

    /// <summary>In the metadata; null for a file of another program.</summary>
    public PreprocessOptions? Preprocess { get; init; } = PreprocessOptions.Square(32);

    public ClassSet? Classes { get; init; }

    /// <summary>The architecture's name in the metadata; null for none.</summary>
    public string? Architecture { get; init; }

    /// <summary>Sigmoid or Softmax; null for logits.</summary>
    public string? Activation { get; init; } = "Sigmoid";

    public OnnxDimension[] Input { get; init; } = ["batch", 3, "height", "width"];

    public OnnxDimension[]? Output { get; init; }

    public OnnxElementType Type { get; init; } = OnnxElementType.Float;

    /// <summary>A model of several classes whose probabilities depend on the colour.</summary>
    public static SmallModel OfClasses(int classes) => new()
    {
        Weights = [.. Enumerable.Range(0, 3 * classes).Select(i => (float)Math.Sin(i * 2.7) * 3)], Bias = new float[classes],
        Activation = "Softmax",
    };

    /// <summary>Writes the file.</summary>
    public string Write(string path)
    {
        File.WriteAllBytes(path, Graph().ToBytes());
        return path;
    }

    /// <summary>Writes the file and loads it.</summary>
    public OnnxModel Load(string path, OnnxOptions? options = null) => OnnxModel.Load(Write(path), options);

    private ModelMetadata Metadata => new()
    {
        Preprocess = Preprocess, Classes = Classes, Model = Architecture is null ? null : $$"""{"name":"{{Architecture}}"}""",
    };

    public OnnxGraph Graph()
    {
        var classes = Bias.Length;
        var graph = new OnnxGraph();
        graph.Inputs.Add(new("image", Type, Input));
        graph.Outputs.Add(new("probabilities", Type, Output ?? [Input[0], classes, Input[^2], Input[^1]]));
        var half = Type == OnnxElementType.Float16;
        string Constant(float[] values, params long[] shape) =>
            graph.Constant(half ? OnnxTensor.Of<Half>(Array.ConvertAll(values, v => (Half)v), shape) : OnnxTensor.Of<float>(values, shape));
        var logits = graph.Add("Conv", ["image", Constant(Weights, classes, 3, 1, 1), Constant(Bias, classes)]);
        graph.Nodes.Add(Activation == "Softmax"
            ? new("Softmax", [logits], ["probabilities"], [("axis", 1L)])
            : new(Activation ?? "Identity", [logits], ["probabilities"], []));
        foreach (var (key, value) in Metadata.ToDictionary())
            graph.Metadata[key] = value;
        return graph;
    }
}
