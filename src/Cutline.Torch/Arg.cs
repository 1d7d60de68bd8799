using System.Globalization;
using Cutline.Torch.Native;

namespace Cutline.Torch;

/// <summary>One argument of an operator: a tensor, a number, a list of either, or nothing.</summary>
public readonly struct Arg
{
    internal readonly ValueKind Kind;
    internal readonly object? Object;
    private readonly long bits;

    private Arg(ValueKind kind, object? value, long bits = 0)
    {
        Kind = kind;
        Object = value;
        this.bits = bits;
    }

    internal long Bits => bits;

    /// <summary>The argument is left empty, as Python's None.</summary>
    public static Arg None => default;

    public static implicit operator Arg(Tensor? t) => t is null ? default : new(ValueKind.Tensor, t);
    public static implicit operator Arg(long value) => new(ValueKind.Int, null, value);
    public static implicit operator Arg(double value) => new(ValueKind.Double, null, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Arg(bool value) => new(ValueKind.Bool, null, value ? 1 : 0);
    public static implicit operator Arg(string? value) => value is null ? default : new(ValueKind.String, value);
    public static implicit operator Arg(DType value) => new(ValueKind.Int, null, (long)value);
    public static implicit operator Arg(Device value) => new(ValueKind.String, value.ToString());
    public static implicit operator Arg(long[]? value) => value is null ? default : new(ValueKind.IntList, value);
    public static implicit operator Arg(double[]? value) => value is null ? default : new(ValueKind.DoubleList, value);
    public static implicit operator Arg(bool[]? value) => value is null ? default : new(ValueKind.BoolList, value);
    public static implicit operator Arg(Tensor?[]? value) => value is null ? default : new(ValueKind.TensorList, value);

    /// <summary>As it stands in an error: <c>Float32[16, 3, 128, 128]</c>, <c>0.5</c>, <c>[1, 1]</c>.</summary>
    public override string ToString() => Kind switch
    {
        ValueKind.None => "none",
        ValueKind.Tensor => Object!.ToString()!,
        ValueKind.Int => bits.ToString(CultureInfo.InvariantCulture),
        ValueKind.Double => BitConverter.Int64BitsToDouble(bits).ToString(CultureInfo.InvariantCulture),
        ValueKind.Bool => bits != 0 ? "true" : "false",
        ValueKind.String => (string)Object!,
        ValueKind.IntList => $"[{string.Join(", ", (long[])Object!)}]",
        ValueKind.DoubleList => $"[{string.Join(", ", (double[])Object!)}]",
        ValueKind.BoolList => $"[{string.Join(", ", (bool[])Object!)}]",
        _ => Tensors((Tensor?[])Object!),
    };

    private static string Tensors(Tensor?[] list)
    {
        var shown = string.Join(", ", list.Take(4).Select(t => t?.ToString() ?? "none"));
        return list.Length > 4 ? $"[{shown}, … {list.Length} tensors]" : $"[{shown}]";
    }
}
