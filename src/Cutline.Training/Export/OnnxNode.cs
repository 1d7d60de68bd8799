using System.Diagnostics.CodeAnalysis;

namespace Cutline.Training.Export;

/// <summary>One operation of an <see cref="OnnxGraph"/>.</summary>
/// <param name="OperatorType">The operator's name in ONNX: Conv, Relu, Resize …</param>
/// <param name="Inputs">Names of values; an empty one leaves an optional input out.</param>
/// <param name="Outputs">Names of the values it makes.</param>
public sealed record OnnxNode(
    string OperatorType, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs,
    IReadOnlyList<(string Name, OnnxAttribute Value)> Attributes)
{
    /// <summary>The value of an attribute, or null.</summary>
    public OnnxAttribute? Attribute(string name) => Attributes.FirstOrDefault(a => a.Name == name).Value;

    internal ProtobufMessage Encode()
    {
        var message = new ProtobufMessage();
        foreach (var input in Inputs) message.Text(1, input);
        foreach (var output in Outputs) message.Text(2, output);
        message.Text(3, Outputs[0]).Text(4, OperatorType);
        foreach (var (name, value) in Attributes) message.Message(5, value.Encode(name));
        return message;
    }
}

/// <summary>The value of a node's attribute: an integer, a number, a text, or several integers or numbers.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "An attribute is what ONNX calls it.")]
public sealed class OnnxAttribute
{
    private OnnxAttribute(object value) => Value = value;

    /// <summary>A long, float, string, long[] or float[].</summary>
    public object Value { get; }

    public static implicit operator OnnxAttribute(long value) => new(value);

    public static implicit operator OnnxAttribute(float value) => new(value);

    public static implicit operator OnnxAttribute(string value) => new(value);

    public static implicit operator OnnxAttribute(long[] values) => new(values);

    public static implicit operator OnnxAttribute(float[] values) => new(values);

    internal ProtobufMessage Encode(string name)
    {
        var message = new ProtobufMessage().Text(1, name);
        switch (Value)
        {
            case float number: return message.Float(2, number).Integer(20, 1);
            case long integer: return message.Integer(3, integer).Integer(20, 2);
            case string text: return message.Text(4, text).Integer(20, 3);
            case float[] numbers:
                foreach (var number in numbers) message.Float(7, number);
                return message.Integer(20, 6);
            case var integers:
                foreach (var integer in (long[])integers) message.Integer(8, integer);
                return message.Integer(20, 7);
        }
    }
}
