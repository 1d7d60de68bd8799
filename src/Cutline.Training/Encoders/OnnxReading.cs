using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Cutline.Training.Encoders;

/// <summary>
/// The nodes and the 32-bit constants of an ONNX file's graph, which ONNX Runtime runs but does not show. Field numbers are those of
/// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
/// </summary>
internal sealed class OnnxReading
{
    private const int Graph = 7, Node = 1, Initializer = 5;                     // of ModelProto and GraphProto
    private const int Input = 1, Output = 2, Operator = 4;                      // of NodeProto
    private const int Dims = 1, FloatData = 4, Name = 8, RawData = 9;           // of TensorProto

    private OnnxReading()
    {
    }

    /// <summary>The nodes, in the file's order.</summary>
    internal List<(string Operator, IReadOnlyList<string> Inputs, string Output)> Nodes { get; } = [];

    /// <summary>The initializers by name.</summary>
    internal Dictionary<string, (long[] Shape, float[] Values)> Constants { get; } = [];

    /// <exception cref="InvalidDataException">The bytes are no ONNX file.</exception>
    internal static OnnxReading Read(byte[] file)
    {
        var read = new OnnxReading();
        try
        {
            foreach (var (field, graph) in Messages(new CodedInputStream(file)))
                if (field == Graph) read.AddGraph(graph);
            return read;
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InvalidDataException($"it is no ONNX file ({e.Message})", e);
        }
    }

    private void AddGraph(ByteString graph)
    {
        foreach (var (field, message) in Messages(graph.CreateCodedInput()))
        {
            if (field == Node) AddNode(message);
            if (field == Initializer) AddConstant(message);
        }
    }

    private void AddNode(ByteString node)
    {
        var (kind, output, inputs) = ("", "", new List<string>());
        foreach (var (field, text) in Messages(node.CreateCodedInput()))
        {
            if (field == Input) inputs.Add(text.ToStringUtf8());
            if (field == Output && output.Length == 0) output = text.ToStringUtf8();
            if (field == Operator) kind = text.ToStringUtf8();
        }

        Nodes.Add((kind, inputs, output));
    }

    private void AddConstant(ByteString tensor)
    {
        var (name, shape, values) = ("", new List<long>(), Array.Empty<float>());
        var input = tensor.CreateCodedInput();
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            var packed = WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited;
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case Dims when !packed:
                    shape.Add(input.ReadInt64());
                    break;
                case FloatData or RawData when packed:
                    values = MemoryMarshal.Cast<byte, float>(input.ReadBytes().Span).ToArray();
                    break;
                case Name:
                    name = input.ReadString();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        if (values.Length == shape.Aggregate(1L, (product, side) => product * side)) Constants[name] = ([.. shape], values);
    }

    /// <summary>The fields of a message that have a length: messages, texts and bytes.</summary>
    private static IEnumerable<(int Field, ByteString Content)> Messages(CodedInputStream input)
    {
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
                yield return (WireFormat.GetTagFieldNumber(tag), input.ReadBytes());
            else
                input.SkipLastField();
        }
    }
}
