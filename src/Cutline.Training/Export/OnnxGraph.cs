namespace Cutline.Training.Export;

/// <summary>
/// An ONNX model in memory: nodes in the order they run, constants, inputs, outputs and metadata. Values are named; a node reads the
/// values of earlier nodes, of inputs and of constants. Field numbers are those of onnx.proto (https://github.com/onnx/onnx).
/// </summary>
public sealed class OnnxGraph
{
    /// <summary>Version of the default operator set that the nodes are of.</summary>
    public const int OperatorSet = 17;

    private const int IntermediateRepresentation = 8; // the one that came with operator set 17

    private readonly Dictionary<string, OnnxTensor> initializers = [];
    private int named;

    /// <summary>In the order they run.</summary>
    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>Constants by name.</summary>
    public IReadOnlyDictionary<string, OnnxTensor> Initializers => initializers;

    public List<OnnxValue> Inputs { get; } = [];

    public List<OnnxValue> Outputs { get; } = [];

    /// <summary>Free text under names, kept in the file.</summary>
    public Dictionary<string, string> Metadata { get; } = [];

    /// <summary>Begins the names of what is added next: the path of a layer, so that a viewer shows where a node comes from.</summary>
    public string Scope { get; set; } = "";

    /// <summary>Adds a node of one output, behind those that are there.</summary>
    /// <param name="inputs">Names of values; an empty one leaves an optional input out.</param>
    /// <returns>The name of its output.</returns>
    public string Add(string operatorType, IEnumerable<string> inputs, params (string Name, OnnxAttribute Value)[] attributes)
    {
        var output = NewName(operatorType);
        Nodes.Add(new(operatorType, [.. inputs], [output], attributes));
        return output;
    }

    /// <summary>Adds a constant.</summary>
    /// <returns>Its name.</returns>
    public string Constant(OnnxTensor value)
    {
        var name = NewName("constant");
        initializers.Add(name, value);
        return name;
    }

    /// <summary>A name that no value has: the scope, a word and a number.</summary>
    public string NewName(string word) => $"{Scope}{(Scope == "" ? "" : "/")}{word}_{++named}";

    /// <summary>Adds a constant under a name, or replaces the constant of that name.</summary>
    public void SetConstant(string name, OnnxTensor value) => initializers[name] = value;

    /// <summary>Removes a constant that nothing reads.</summary>
    public void RemoveConstant(string name) => initializers.Remove(name);

    /// <summary>A graph of the same nodes and constants, which can be changed by itself.</summary>
    public OnnxGraph Clone()
    {
        var copy = new OnnxGraph { named = named };
        copy.Nodes.AddRange(Nodes);
        copy.Inputs.AddRange(Inputs);
        copy.Outputs.AddRange(Outputs);
        foreach (var (name, value) in initializers) copy.initializers.Add(name, value);
        foreach (var (key, value) in Metadata) copy.Metadata.Add(key, value);
        return copy;
    }

    /// <summary>The file's content.</summary>
    /// <exception cref="InvalidOperationException">It would be larger than 2 GB, which ONNX files cannot be.</exception>
    public byte[] ToBytes()
    {
        var model = Model();
        if (model.Length > int.MaxValue)
        {
            throw new InvalidOperationException(
                $"the ONNX file would have {model.Length} bytes, and 2 GB is its limit: export a smaller model, or with 16-bit weights");
        }

        var stream = new MemoryStream((int)model.Length);
        model.WriteTo(stream);
        return stream.GetBuffer();
    }

    private ProtobufMessage Model()
    {
        var graph = new ProtobufMessage();
        foreach (var node in Nodes) graph.Message(1, node.Encode());
        graph.Text(2, "cutline");
        foreach (var (name, value) in initializers) graph.Message(5, Encode(name, value));
        foreach (var input in Inputs) graph.Message(11, input.Encode());
        foreach (var output in Outputs) graph.Message(12, output.Encode());

        var model = new ProtobufMessage().Integer(1, IntermediateRepresentation).Text(2, "cutline").Message(7, graph)
            .Message(8, new ProtobufMessage().Text(1, "").Integer(2, OperatorSet));
        foreach (var (key, value) in Metadata) model.Message(14, new ProtobufMessage().Text(1, key).Text(2, value));
        return model;
    }

    private static ProtobufMessage Encode(string name, OnnxTensor tensor)
    {
        var message = new ProtobufMessage();
        foreach (var side in tensor.Shape) message.Integer(1, side);
        return message.Integer(2, (long)tensor.Type).Text(8, name).Bytes(9, tensor.Data);
    }
}

/// <summary>An input or output of an <see cref="OnnxGraph"/>.</summary>
/// <param name="Shape">A number for each fixed dimension, a name for each that varies; none where it is left to be inferred.</param>
public sealed record OnnxValue(string Name, OnnxElementType Type, params OnnxDimension[] Shape)
{
    internal ProtobufMessage Encode()
    {
        var shape = new ProtobufMessage();
        foreach (var side in Shape)
            shape.Message(1, side.Name is { } name ? new ProtobufMessage().Text(2, name) : new ProtobufMessage().Integer(1, side.Size));
        var tensor = new ProtobufMessage().Integer(1, (long)Type);
        if (Shape.Length > 0) tensor.Message(2, shape);
        return new ProtobufMessage().Text(1, Name).Message(2, new ProtobufMessage().Message(1, tensor));
    }
}

/// <summary>A dimension of a fixed size, or one that varies and has a name.</summary>
public readonly record struct OnnxDimension(long Size, string? Name)
{
    public static implicit operator OnnxDimension(long size) => new(size, null);

    public static implicit operator OnnxDimension(string name) => new(0, name);
}
