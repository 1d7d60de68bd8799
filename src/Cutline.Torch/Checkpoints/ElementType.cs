namespace Cutline.Torch.Checkpoints;

/// <summary>The names that safetensors gives element types.</summary>
internal static class ElementType
{
    private static readonly (string Name, DType Type)[] Known =
    [
        ("BOOL", DType.Bool), ("U8", DType.UInt8), ("I8", DType.Int8), ("I16", DType.Int16), ("I32", DType.Int32), ("I64", DType.Int64),
        ("F16", DType.Float16), ("BF16", DType.BFloat16), ("F32", DType.Float32), ("F64", DType.Float64),
    ];

    internal static string Name(DType type) => Known.First(k => k.Type == type).Name;

    internal static DType? Find(string? name) => Known.Where(k => k.Name == name).Select(k => (DType?)k.Type).FirstOrDefault();
}
