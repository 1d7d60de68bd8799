namespace Cutline.Training.Checkpoints;

/// <summary>The sizes of element types, and the names that safetensors and PyTorch give them.</summary>
public static class ElementTypes
{
    private static readonly (ElementType Type, int Size, string Storage, string[] Torch)[] Known =
    [
        (ElementType.Bool, 1, "BoolStorage", ["bool"]),
        (ElementType.U8, 1, "ByteStorage", ["uint8"]),
        (ElementType.I8, 1, "CharStorage", ["int8"]),
        (ElementType.I16, 2, "ShortStorage", ["int16", "short"]),
        (ElementType.I32, 4, "IntStorage", ["int32", "int"]),
        (ElementType.I64, 8, "LongStorage", ["int64", "long"]),
        (ElementType.F16, 2, "HalfStorage", ["float16", "half"]),
        (ElementType.BF16, 2, "BFloat16Storage", ["bfloat16"]),
        (ElementType.F32, 4, "FloatStorage", ["float32", "float"]),
        (ElementType.F64, 8, "DoubleStorage", ["float64", "double"]),
    ];

    /// <summary>All types of safetensors files that are read, for messages.</summary>
    internal static string Names { get; } = string.Join(", ", Known.Select(k => k.Type.Name()));

    /// <summary>Bytes of an element.</summary>
    public static int Size(this ElementType type) => Known[(int)type].Size;

    /// <summary>The name in a safetensors header.</summary>
    internal static string Name(this ElementType type) => type.ToString().ToUpperInvariant();

    /// <summary>PyTorch's class of memory for such elements, such as <c>torch.FloatStorage</c>, without <c>torch.</c>.</summary>
    internal static string Storage(this ElementType type) => Known[(int)type].Storage;

    internal static ElementType? Find(string? name) => Match(k => k.Type.Name() == name);

    internal static ElementType? FindStorage(string name) => Match(k => k.Storage == name);

    /// <summary>The type that <c>torch.NAME</c> is.</summary>
    internal static ElementType? FindTorch(string name) => Match(k => k.Torch.Contains(name));

    private static ElementType? Match(Func<(ElementType Type, int Size, string Storage, string[] Torch), bool> named) =>
        Known.Where(named).Select(k => (ElementType?)k.Type).FirstOrDefault();
}
