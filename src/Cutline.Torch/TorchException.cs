namespace Cutline.Torch;

/// <summary>An operator refused its arguments or failed: a wrong shape, element type or device, or no memory.</summary>
public sealed class TorchException : Exception
{
    public TorchException(string @operator, string shapes, string reason)
        : base($"{@operator}({shapes}): {reason}")
    {
        Operator = @operator;
        Shapes = shapes;
    }

    /// <summary>The operator's name, such as <c>conv2d</c>.</summary>
    public string Operator { get; }

    /// <summary>The arguments as the operator got them: element types and shapes of tensors, values of the rest.</summary>
    public string Shapes { get; }
}
