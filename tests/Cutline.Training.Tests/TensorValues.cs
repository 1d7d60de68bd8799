using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests;

/// <summary>The values of tensors as arrays, for assertions.</summary>
internal static class TensorValues
{
    /// <summary>The elements in row-major order, converted to a .NET type, from any device and memory order.</summary>
    internal static T[] ToArray<T>(this Tensor values) where T : unmanaged
    {
        if (values.NumberOfElements == 0) return [];
        using var scope = NewDisposeScope();
        return values.detach().to(Type<T>(), CPU).contiguous().data<T>().ToArray();
    }

    private static ScalarType Type<T>() => default(T) switch
    {
        float => ScalarType.Float32,
        double => ScalarType.Float64,
        long => ScalarType.Int64,
        byte => ScalarType.Byte,
        bool => ScalarType.Bool,
        _ => throw new NotSupportedException($"no element type for {typeof(T)}"),
    };
}
