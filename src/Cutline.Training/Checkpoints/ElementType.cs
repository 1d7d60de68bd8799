namespace Cutline.Training.Checkpoints;

/// <summary>The names that safetensors and PyTorch give element types.</summary>
internal static class ElementType
{
    private static readonly (DType Type, string SafeTensors, string Storage, string[] Torch)[] Known =
    [
        (DType.Bool, "BOOL", "BoolStorage", ["bool"]),
        (DType.UInt8, "U8", "ByteStorage", ["uint8"]),
        (DType.Int8, "I8", "CharStorage", ["int8"]),
        (DType.Int16, "I16", "ShortStorage", ["int16", "short"]),
        (DType.Int32, "I32", "IntStorage", ["int32", "int"]),
        (DType.Int64, "I64", "LongStorage", ["int64", "long"]),
        (DType.Float16, "F16", "HalfStorage", ["float16", "half"]),
        (DType.BFloat16, "BF16", "BFloat16Storage", ["bfloat16"]),
        (DType.Float32, "F32", "FloatStorage", ["float32", "float"]),
        (DType.Float64, "F64", "DoubleStorage", ["float64", "double"]),
    ];

    /// <summary>All that safetensors files may hold here, for messages.</summary>
    internal static string Names { get; } = string.Join(", ", Known.Select(k => k.SafeTensors));

    internal static string Name(DType type) => Known.First(k => k.Type == type).SafeTensors;

    internal static DType? Find(string? name) => Match(k => k.SafeTensors == name);

    /// <summary>PyTorch's class of memory for such elements, <c>torch.FloatStorage</c> say, without the <c>torch.</c>.</summary>
    internal static string Storage(DType type) => Known.First(k => k.Type == type).Storage;

    internal static DType? FindStorage(string name) => Match(k => k.Storage == name);

    /// <summary>The type that <c>torch.NAME</c> is.</summary>
    internal static DType? FindTorch(string name) => Match(k => k.Torch.Contains(name));

    private static DType? Match(Func<(DType Type, string SafeTensors, string Storage, string[] Torch), bool> named) =>
        Known.Where(named).Select(k => (DType?)k.Type).FirstOrDefault();
}
