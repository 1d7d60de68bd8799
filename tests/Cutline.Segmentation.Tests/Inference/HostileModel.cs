using Cutline.Training.Export;

namespace Cutline.Segmentation.Tests.Inference;

/// <summary>ONNX files that mean harm. Field numbers are those of onnx.proto.</summary>
internal static class HostileModel
{
    /// <summary>A model whose bias lies in another file.</summary>
    /// <param name="location">As the file names it.</param>
    public static byte[] WithExternalData(string location)
    {
        static ProtobufMessage Entry(string key, string value) => new ProtobufMessage().Text(1, key).Text(2, value);
        var bias = new ProtobufMessage().Integer(1, 1).Integer(2, (long)OnnxElementType.Float).Text(8, "bias")
            .Message(13, Entry("location", location)).Message(13, Entry("offset", "0")).Message(13, Entry("length", "4")).Integer(14, 1);
        return Model(
            [
                Node("Add", ["image", "bias"], "sum"),
                Node("ReduceMean", ["sum"], "mean", ("axes", new long[] { 1 })),
                Node("Sigmoid", ["mean"], "probabilities"),
            ], bias);
    }

    /// <summary>A model that makes a constant of this many numbers.</summary>
    public static byte[] WithConstantOf(params long[] shape)
    {
        var sizes = new ProtobufMessage().Integer(1, shape.Length).Integer(2, (long)OnnxElementType.Int64).Text(8, "shape")
            .Bytes(9, System.Runtime.InteropServices.MemoryMarshal.AsBytes<long>(shape).ToArray());
        return Model(
            [
                Node("ConstantOfShape", ["shape"], "huge"), Node("ReduceMax", ["huge"], "most", ("keepdims", 0L)),
                Node("Add", ["image", "most"], "sum"),
                Node("ReduceMean", ["sum"], "mean", ("axes", new long[] { 1 })), Node("Sigmoid", ["mean"], "probabilities"),
            ], sizes);
    }

    /// <summary>A model with a weight that says it is of this shape, and holds 16 bytes.</summary>
    public static byte[] WithWeightOf(params long[] shape)
    {
        var weight = new ProtobufMessage();
        foreach (var side in shape) weight.Integer(1, side);
        weight.Integer(2, (long)OnnxElementType.Float).Text(8, "weight").Bytes(9, new byte[16]);
        return Model([Node("Conv", ["image", "weight"], "logits"), Node("Sigmoid", ["logits"], "probabilities")], weight);
    }

    /// <summary>A model whose output is a list of tensors.</summary>
    public static byte[] WithSequenceOutput()
    {
        var type = new ProtobufMessage().Message(4, new ProtobufMessage().Message(1, TensorType()));
        return Model([Node("Sigmoid", ["image"], "masks"), Node("SequenceConstruct", ["masks"], "probabilities")], null, type);
    }

    private static ProtobufMessage Node(
        string kind, string[] inputs, string output, params (string Name, OnnxAttribute Value)[] attributes) =>
        new OnnxNode(kind, inputs, [output], attributes).Encode();

    private static ProtobufMessage TensorType() =>
        new ProtobufMessage().Message(1, new ProtobufMessage().Integer(1, (long)OnnxElementType.Float));

    private static byte[] Model(ProtobufMessage[] nodes, ProtobufMessage? constant, ProtobufMessage? outputType = null)
    {
        var graph = new ProtobufMessage();
        foreach (var node in nodes) graph.Message(1, node);
        graph.Text(2, "hostile");
        if (constant is not null) graph.Message(5, constant);
        graph.Message(11, new OnnxValue("image", OnnxElementType.Float, "batch", 3, "height", "width").Encode());
        graph.Message(12, outputType is null
            ? new OnnxValue("probabilities", OnnxElementType.Float, "batch", 1, "height", "width").Encode()
            : new ProtobufMessage().Text(1, "probabilities").Message(2, outputType));
        var model = new ProtobufMessage().Integer(1, 8).Message(7, graph).Message(8, new ProtobufMessage().Text(1, "").Integer(2, 17))
            .Message(14, new ProtobufMessage().Text(1, "cutline.preprocess").Text(2, """{"width":32,"height":32}"""));
        var bytes = new MemoryStream();
        model.WriteTo(bytes);
        return bytes.ToArray();
    }
}
