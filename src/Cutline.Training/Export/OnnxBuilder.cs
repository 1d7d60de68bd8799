using static TorchSharp.torch;

namespace Cutline.Training.Export;

/// <summary>
/// What the ONNX form of a layer or function is written with: adds nodes and constants to the graph of the model that is being recorded.
/// Values of the graph are known by name.
/// </summary>
public sealed class OnnxBuilder
{
    private readonly Func<Tensor, string> value;
    private readonly Dictionary<string, string> shared = [];
    private readonly Dictionary<string, long[]> shapes = [];

    internal OnnxBuilder(OnnxGraph graph, Func<Tensor, string>? value = null) =>
        (Graph, this.value) = (graph, value ?? (tensor => Graph!.Constant(TensorContent.Of(tensor))));

    /// <summary>The graph so far.</summary>
    public OnnxGraph Graph { get; }

    /// <summary>Adds a node of one output behind the others.</summary>
    /// <param name="operatorType">The operator's name in ONNX's default domain, operator set <see cref="OnnxGraph.OperatorSet"/>.</param>
    /// <param name="inputs">Names of values; an empty one leaves an optional input out.</param>
    /// <returns>The name of its output.</returns>
    public string Add(string operatorType, IEnumerable<string> inputs, params (string Name, OnnxAttribute Value)[] attributes) =>
        Graph.Add(operatorType, inputs, attributes);

    /// <summary>The name of a tensor: of the value that it was recorded as, or of a constant with its content.</summary>
    public string Value(Tensor tensor) => value(tensor);

    /// <summary>The name of a constant number.</summary>
    public string Number(double number) => Shared($"number {(float)number:R}", () => OnnxTensor.Scalar((float)number));

    /// <summary>The name of a constant vector of whole numbers.</summary>
    public string Integers(params long[] numbers) =>
        Shared($"integers {string.Join(' ', numbers)}", () => OnnxTensor.Vector<long>(numbers));

    /// <summary>The name of a constant vector of numbers.</summary>
    public string Numbers(params float[] numbers) =>
        Shared($"numbers {string.Join(' ', numbers.Select(n => n.ToString("R")))}", () => OnnxTensor.Vector<float>(numbers));

    /// <summary>
    /// The name of a vector of the sizes that a value has when the graph runs, from one dimension to another: 2, 4 are height and width
    /// of (N, C, H, W).
    /// </summary>
    /// <param name="end">Not included.</param>
    public string Size(string value, int start, int end) => Shared(
        $"size {start} {end} {value}", () => Add("Shape", [value], ("start", start), ("end", end)));

    /// <summary>
    /// The shape that a value had while the model was recorded. Batch, height and width will be others when the graph runs.
    /// </summary>
    public IReadOnlyList<long> RecordedShape(string value) => shapes.TryGetValue(value, out var shape) ? shape
        : throw new ArgumentException(
            $"'{value}' is no input of the layer or function that is being written: ask for the shape of one of its inputs");

    internal void SetRecordedShape(string value, long[] shape) => shapes[value] = shape;

    private string Shared(string key, Func<OnnxTensor> make) => Shared(key, () => Graph.Constant(make()));

    private string Shared(string key, Func<string> make)
    {
        if (!shared.TryGetValue(key, out var name)) shared.Add(key, name = make());
        return name;
    }
}
