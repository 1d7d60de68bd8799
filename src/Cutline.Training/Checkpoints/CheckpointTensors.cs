using static TorchSharp.torch;

namespace Cutline.Training.Checkpoints;

/// <summary>Moves tensors between checkpoints and TorchSharp.</summary>
public static class CheckpointTensors
{
    /// <summary>Copies one tensor to the CPU; it belongs to the current dispose scope.</summary>
    /// <exception cref="CheckpointException">The file has no tensor of this name, or was cut short since it was opened.</exception>
    public static Tensor Read(this CheckpointFile file, string name)
    {
        using var scope = NewDisposeScope();
        var info = file.Describe(name);
        var copy = empty([.. info.Shape], info.Type.ToScalarType());
        if (info.ByteCount > 0) file.CopyTo(name, copy.bytes);
        return copy.MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Copies all tensors to the CPU, or those whose names begin with a prefix, which is removed; they belong to the current dispose scope.
    /// Each has memory of its own, dense and in order.
    /// </summary>
    /// <exception cref="CheckpointException">The file was cut short since it was opened.</exception>
    public static Dictionary<string, Tensor> ReadAll(this CheckpointFile file, string prefix = "")
    {
        using var scope = NewDisposeScope();
        var names = file.Names.Where(n => n.StartsWith(prefix, StringComparison.Ordinal));
        var tensors = names.ToDictionary(n => n[prefix.Length..], file.Read);
        foreach (var copy in tensors.Values) copy.MoveToOuterDisposeScope();
        return tensors;
    }

    /// <summary>Copies tensors as <see cref="ReadAll"/> does, to go on computing with.</summary>
    /// <exception cref="CheckpointException">One of them has NaN among its numbers, which spoils every result; or as there.</exception>
    internal static Dictionary<string, Tensor> ReadWeights(this CheckpointFile file, string prefix = "")
    {
        var tensors = file.ReadAll(prefix);
        using var scope = NewDisposeScope();
        foreach (var (name, tensor) in tensors)
            if (tensor.is_floating_point() && tensor.isnan().any().item<bool>())
                throw new CheckpointException(
                    $"{file.Path} has NaN (not a number) in {prefix}{name}: its training diverged, or it is damaged; use another file");
        return tensors;
    }

    /// <summary>The element type of a checkpoint that holds such elements.</summary>
    /// <exception cref="CheckpointException">Checkpoints hold no such elements, complex numbers for instance.</exception>
    public static ElementType ToElementType(this ScalarType type) => type switch
    {
        ScalarType.Bool => ElementType.Bool,
        ScalarType.Byte => ElementType.U8,
        ScalarType.Int8 => ElementType.I8,
        ScalarType.Int16 => ElementType.I16,
        ScalarType.Int32 => ElementType.I32,
        ScalarType.Int64 => ElementType.I64,
        ScalarType.Float16 => ElementType.F16,
        ScalarType.BFloat16 => ElementType.BF16,
        ScalarType.Float32 => ElementType.F32,
        ScalarType.Float64 => ElementType.F64,
        _ => throw new CheckpointException(
            $"tensors of {type} cannot be stored in a checkpoint: convert them first, to Float32 for instance"),
    };

    /// <summary>TorchSharp's name of an element type.</summary>
    public static ScalarType ToScalarType(this ElementType type) => type switch
    {
        ElementType.Bool => ScalarType.Bool,
        ElementType.U8 => ScalarType.Byte,
        ElementType.I8 => ScalarType.Int8,
        ElementType.I16 => ScalarType.Int16,
        ElementType.I32 => ScalarType.Int32,
        ElementType.I64 => ScalarType.Int64,
        ElementType.F16 => ScalarType.Float16,
        ElementType.BF16 => ScalarType.BFloat16,
        ElementType.F32 => ScalarType.Float32,
        _ => ScalarType.Float64,
    };

    /// <summary>A tensor of any device and memory order, to be written.</summary>
    internal static TensorSource ToSource(this Tensor tensor) => new(new TensorInfo(tensor.dtype.ToElementType(), tensor.shape), () =>
    {
        using var scope = NewDisposeScope();
        var dense = tensor.detach().cpu().contiguous();
        return dense.NumberOfElements == 0 ? [] : dense.bytes.ToArray();
    });
}
