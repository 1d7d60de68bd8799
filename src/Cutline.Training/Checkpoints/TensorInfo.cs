using Cutline.Training.Checkpoints.Files;

namespace Cutline.Training.Checkpoints;

/// <summary>Element type and shape of a tensor in a checkpoint.</summary>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its dimensions; empty for a scalar.</param>
public sealed record TensorInfo(ElementType Type, IReadOnlyList<long> Shape)
{
    /// <summary>The largest number of dimensions that libtorch's element-wise loops take.</summary>
    internal const int MaxRank = 64;

    /// <summary>Bytes of all elements, lying densely.</summary>
    public long ByteCount => Shape.Aggregate((long)Type.Size(), (bytes, n) => bytes * n);

    /// <summary>Element type and shape, such as <c>F32 (16, 3, 3, 3)</c>.</summary>
    public override string ToString() => $"{Type} ({string.Join(", ", Shape)})";

    /// <summary>Checks what a file says of a tensor.</summary>
    /// <param name="name">The tensor's name, for messages.</param>
    /// <exception cref="InvalidDataException">No tensor can have the shape.</exception>
    internal static TensorInfo Checked(string name, ElementType type, IReadOnlyList<long> shape)
    {
        if (shape.Count > MaxRank) throw Damage.Of($"{Damage.Short(name)} has {shape.Count} dimensions");
        Int128 bytes = type.Size();
        foreach (var n in shape)
        {
            if (n < 0) throw Damage.Of($"{Damage.Short(name)} has a dimension of {n}");
            // A dimension of 0 empties the tensor, yet libtorch multiplies the others all the same: their product must fit.
            if (n > 0 && (bytes *= n) > long.MaxValue) throw Damage.Of($"{Damage.Short(name)} has a shape beyond any memory");
        }

        return new TensorInfo(type, shape);
    }
}
