using Cutline.Training.Export;
using Microsoft.ML.OnnxRuntime;

namespace Cutline.Training.Tests.Export;

public sealed class OnnxGraphTests
{
    [Fact]
    public void ONNX_Runtime_reads_nodes_constants_metadata_and_free_dimensions()
    {
        var graph = Doubling();
        graph.Metadata["key"] = "grün";
        using var session = new InferenceSession(graph.ToBytes());
        Assert.Equal(["batch", "", "height", "width"], session.InputMetadata["image"].SymbolicDimensions);
        Assert.Equal("grün", session.ModelMetadata.CustomMetadataMap["key"]);
        Assert.Equal("cutline", session.ModelMetadata.ProducerName);
        Assert.Equal([2, 4, 6, 8, 10, 12], Run(session, [1, 2, 3, 4, 5, 6], [2, 1, 1, 3]));
    }

    [Fact]
    public void Every_kind_of_attribute_and_element_type_arrives()
    {
        var graph = new OnnxGraph();
        graph.Inputs.Add(new("image", OnnxElementType.Float, "n"));
        var half = graph.Add("Cast", [graph.Constant(OnnxTensor.Vector<Half>((Half)0.5))], ("to", (long)OnnxElementType.Float));
        var whole = graph.Add("Cast", [graph.Constant(OnnxTensor.Vector(-2L))], ("to", (long)OnnxElementType.Float));
        var number = graph.Add("Cast", [graph.Constant(OnnxTensor.Scalar(0.25))], ("to", (long)OnnxElementType.Float));
        var truth = graph.Add("Cast", [graph.Constant(OnnxTensor.Vector(true))], ("to", (long)OnnxElementType.Float));
        var listed = graph.Add("Constant", [], ("value_floats", new float[] { 100 }));
        var padded = graph.Add("Pad", ["image", graph.Constant(OnnxTensor.Vector(0L, 1L)), ""], ("mode", "edge"));
        var leaky = graph.Add("LeakyRelu", [padded], ("alpha", 0.5f));
        var sum = new[] { half, whole, number, truth, listed }.Aggregate((a, b) => graph.Add("Add", [a, b]));
        graph.Nodes.Add(new("Sum", [sum, leaky], ["y"], []));
        graph.Outputs.Add(new("y", OnnxElementType.Float, "m"));
        using var session = new InferenceSession(graph.ToBytes());
        Assert.Equal([103.75f, 98.75f, 98.75f], Run(session, [4, -2], [2]));   // 0.5 - 2 + 0.25 + 1 + 100 = 99.75, plus 4, -1, -1
    }

    [Fact]
    public void A_copy_changes_by_itself_and_names_stay_apart()
    {
        var graph = Doubling();
        var copy = graph.Clone();
        copy.Metadata["of"] = "copy";
        Assert.NotEqual(copy.Constant(OnnxTensor.Scalar(1f)), copy.Constant(OnnxTensor.Scalar(1f)));
        copy.Nodes.Clear();
        Assert.Single(graph.Nodes);
        Assert.Single(graph.Initializers);
        Assert.Empty(graph.Metadata);
    }

    [Fact]
    public void Values_of_another_type_or_shape_are_errors()
    {
        static void Fails(string message, Action action) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
        Fails("does not hold 3 values", () => OnnxTensor.Of<float>([1, 2, 3], 2, 2));
        Fails("no element type of ONNX here", () => OnnxTensor.Scalar('x'));
        Fails("holds Float", () => OnnxTensor.Scalar(1f).Values<long>());
    }

    [Theory]
    [InlineData(0, new byte[] { 0x08, 0x00 })]
    [InlineData(150, new byte[] { 0x08, 0x96, 0x01 })]   // the example of protobuf's documentation
    [InlineData(-1, new byte[] { 0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01 })]
    public void Integers_are_varints(long value, byte[] expected) => Assert.Equal(expected, Bytes(new ProtobufMessage().Integer(1, value)));

    [Fact]
    public void Texts_messages_and_floats_are_encoded_as_protobuf_documents()
    {
        Assert.Equal([0x12, 0x07, .. "testing"u8], Bytes(new ProtobufMessage().Text(2, "testing")));
        Assert.Equal([0x1a, 0x03, 0x08, 0x96, 0x01], Bytes(new ProtobufMessage().Message(3, new ProtobufMessage().Integer(1, 150))));
        Assert.Equal([0xa5, 0x01, 0x00, 0x00, 0x80, 0x3f], Bytes(new ProtobufMessage().Float(20, 1)));
    }

    [Fact]
    public void What_no_output_needs_is_removed()
    {
        var graph = Doubling();
        graph.Add("Relu", [graph.Add("Neg", ["image"])]);
        graph.Add("Add", ["image", graph.Constant(OnnxTensor.Scalar(7f))]);
        Pruning.Apply(graph);
        Assert.Equal("Mul", Assert.Single(graph.Nodes).OperatorType);
        Assert.Single(graph.Initializers);
    }

    private static OnnxGraph Doubling()
    {
        var graph = new OnnxGraph();
        graph.Inputs.Add(new("image", OnnxElementType.Float, "batch", 1, "height", "width"));
        graph.Nodes.Add(new("Mul", ["image", graph.Constant(OnnxTensor.Scalar(2f))], ["y"], []));
        graph.Outputs.Add(new("y", OnnxElementType.Float, "batch", 1, "height", "width"));
        return graph;
    }

    private static float[] Run(InferenceSession session, float[] values, long[] shape)
    {
        using var run = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(values, shape);
        using var outputs = session.Run(run, ["image"], [input], ["y"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static byte[] Bytes(ProtobufMessage message)
    {
        var stream = new MemoryStream();
        message.WriteTo(stream);
        Assert.Equal(stream.Length, message.Length);
        return stream.ToArray();
    }
}
