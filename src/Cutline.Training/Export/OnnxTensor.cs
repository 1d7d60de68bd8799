using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Cutline.Training.Export;

/// <summary>Element types of ONNX tensors, with the names and numbers of <c>TensorProto.DataType</c>.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The names are those of the ONNX format.")]
public enum OnnxElementType
{
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Float16 = 10,
    Double = 11,
}

/// <summary>
/// A constant of an ONNX graph: element type, shape and little-endian values in row-major order. A scalar has no dimensions.
/// </summary>
public sealed class OnnxTensor
{
    private OnnxTensor(OnnxElementType type, ReadOnlyMemory<byte> data, long[] shape) => (Type, Data, Shape) = (type, data, shape);

    public OnnxElementType Type { get; }

    /// <summary>The values, little-endian.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    public IReadOnlyList<long> Shape { get; }

    /// <summary>Number of elements.</summary>
    public long Count => Shape.Aggregate(1L, (product, side) => product * side);

    /// <param name="values">Copied.</param>
    /// <param name="shape">Whose product is the number of values.</param>
    /// <exception cref="ArgumentException">The shape is of another number of values, or the type has no ONNX form.</exception>
    public static OnnxTensor Of<T>(ReadOnlySpan<T> values, params long[] shape) where T : unmanaged
    {
        var tensor = new OnnxTensor(TypeOf<T>(), MemoryMarshal.AsBytes(values).ToArray(), [.. shape]);
        return tensor.Count == values.Length ? tensor
            : throw new ArgumentException(
                $"shape ({string.Join(", ", shape)}) does not hold {values.Length} values: use a shape of that many", nameof(shape));
    }

    /// <summary>A tensor without dimensions.</summary>
    public static OnnxTensor Scalar<T>(T value) where T : unmanaged => Of<T>([value]);

    /// <summary>A tensor of one dimension.</summary>
    public static OnnxTensor Vector<T>(params ReadOnlySpan<T> values) where T : unmanaged => Of(values, values.Length);

    /// <summary>The values.</summary>
    /// <exception cref="ArgumentException">They are of another type.</exception>
    public ReadOnlySpan<T> Values<T>() where T : unmanaged => TypeOf<T>() == Type ? MemoryMarshal.Cast<byte, T>(Data.Span)
        : throw new ArgumentException($"the tensor holds {Type}, not {typeof(T).Name}: read it as {Type}");

    private static OnnxElementType TypeOf<T>() =>
        typeof(T) == typeof(float) ? OnnxElementType.Float
        : typeof(T) == typeof(byte) ? OnnxElementType.UInt8
        : typeof(T) == typeof(sbyte) ? OnnxElementType.Int8
        : typeof(T) == typeof(int) ? OnnxElementType.Int32
        : typeof(T) == typeof(long) ? OnnxElementType.Int64
        : typeof(T) == typeof(bool) ? OnnxElementType.Bool
        : typeof(T) == typeof(Half) ? OnnxElementType.Float16
        : typeof(T) == typeof(double) ? OnnxElementType.Double
        : throw new ArgumentException(
            $"{typeof(T).Name} is no element type of ONNX here: use float, Half, double, byte, sbyte, int, long or bool");
}
