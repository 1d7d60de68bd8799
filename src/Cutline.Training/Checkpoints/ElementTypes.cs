namespace Cutline.Training.Checkpoints;

/// <summary>The sizes of element types, and the names that safetensors and PyTorch give them.</summary>
public static class ElementTypes
{
    private static readonly (ElementType Type, int Size, string SafeTensors, string Storage, string[] Torch)[] Known =
    [
        (ElementType.Bool, 1, "BOOL", "BoolStorage", ["bool"]),
        (ElementType.UInt8, 1, "U8", "ByteStorage", ["uint8"]),
        (ElementType.Int8, 1, "I8", "CharStorage", ["int8"]),
        (ElementType.Int16, 2, "I16", "ShortStorage", ["int16", "short"]),
        (ElementType.Int32, 4, "I32", "IntStorage", ["int32", "int"]),
        (ElementType.Int64, 8, "I64", "LongStorage", ["int64", "long"]),
        (ElementType.Float16, 2, "F16", "HalfStorage", ["float16", "half"]),
        (ElementType.BFloat16, 2, "BF16", "BFloat16Storage", ["bfloat16"]),
        (ElementType.Float32, 4, "F32", "FloatStorage", ["float32", "float"]),
        (ElementType.Float64, 8, "F64", "DoubleStorage", ["float64", "double"]),
    ];

    /// <summary>All types of safetensors files that are read, for messages.</summary>
    internal static string Names { get; } = string.Join(", ", Known.Select(k => k.SafeTensors));

    /// <summary>Bytes of an element.</summary>
    public static int Size(this ElementType type) => Known[(int)type].Size;

    /// <summary>The name in a safetensors header.</summary>
    internal static string Name(this ElementType type) => Known[(int)type].SafeTensors;

    /// <summary>PyTorch's class of memory for such elements, such as <c>torch.FloatStorage</c>, without <c>torch.</c>.</summary>
    internal static string Storage(this ElementType type) => Known[(int)type].Storage;

    internal static ElementType? Find(string? name) => Match(k => k.SafeTensors == name);

    internal static ElementType? FindStorage(string name) => Match(k => k.Storage == name);

    /// <summary>The type that <c>torch.NAME</c> is.</summary>
    internal static ElementType? FindTorch(string name) => Match(k => k.Torch.Contains(name));

    private static ElementType? Match(Func<(ElementType Type, int Size, string SafeTensors, string Storage, string[] Torch), bool> named) =>
        Known.Where(named).Select(k => (ElementType?)k.Type).FirstOrDefault();
}
