namespace Cutline.Training.Checkpoints;

/// <summary>How a tensor's elements lie in a file of weights: dense, in order, little-endian.</summary>
internal static class StoredTensor
{
    /// <summary>As many dimensions as libtorch's loops over elements take.</summary>
    internal const int MaxRank = 64;

    /// <summary>Bytes of a tensor of this shape.</summary>
    /// <exception cref="InvalidDataException">No tensor can have the shape, whatever the file says.</exception>
    internal static long Size(string name, DType type, ReadOnlySpan<long> shape)
    {
        if (shape.Length > MaxRank) throw Damage.Of($"{Damage.Short(name)} has {shape.Length} dimensions");
        Int128 bytes = type.Size();
        var empty = false;
        foreach (var n in shape)
        {
            if (n < 0) throw Damage.Of($"{Damage.Short(name)} has a dimension of {n}");
            // A dimension of 0 empties the tensor, yet libtorch multiplies the others all the same: they have to make sense.
            if (n == 0) empty = true;
            else if ((bytes *= n) > long.MaxValue) throw Damage.Of($"{Damage.Short(name)} has a shape beyond any memory");
        }

        return empty ? 0 : (long)bytes;
    }

    /// <summary>Hands the elements to <paramref name="use"/>, from any device and memory order.</summary>
    /// <exception cref="CheckpointException">The tensor is larger than a span can be.</exception>
    internal static void Use(string path, string name, Tensor tensor, ReadOnlySpanAction use)
    {
        if (tensor.ElementCount > int.MaxValue / tensor.DType.Size())
            throw new CheckpointException($"{path} cannot be written: {name} has more than {int.MaxValue} bytes; split it");
        using var scope = new TensorScope();
        use(tensor.Detach().To(Device.Cpu).Contiguous().Bytes);
    }

    internal delegate void ReadOnlySpanAction(ReadOnlySpan<byte> bytes);
}
