using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Cutline.Golden;

/// <summary>
/// The numbers in a file of tests/golden, made by the make.py in its folder, as plain arrays: for tests of what needs no training engine.
/// Compiled into the tests that read one.
/// </summary>
internal sealed class GoldenArrays
{
    private readonly byte[] file;
    private readonly JsonElement header;
    private readonly int start;

    /// <param name="name">Path below tests/golden without extension, such as <c>metrics/metrics</c>.</param>
    internal GoldenArrays(string name)
    {
        file = File.ReadAllBytes(Path.Combine(RepositoryPaths.Find("tests/golden"), $"{name}.safetensors"));
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        start = sizeof(long) + length;
        using var json = JsonDocument.Parse(file.AsMemory(sizeof(long), length));
        header = json.RootElement.Clone();
    }

    /// <summary>The size along each dimension.</summary>
    internal int[] Shape(string key) => [.. header.GetProperty(key).GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())];

    /// <summary>The elements in row-major order.</summary>
    /// <typeparam name="T">The type that the file holds.</typeparam>
    internal T[] Read<T>(string key) where T : unmanaged
    {
        var entry = header.GetProperty(key);
        Assert.Equal(Name<T>(), entry.GetProperty("dtype").GetString());
        var (from, to) = (entry.GetProperty("data_offsets")[0].GetInt32(), entry.GetProperty("data_offsets")[1].GetInt32());
        return MemoryMarshal.Cast<byte, T>(file.AsSpan(start + from, to - from)).ToArray();
    }

    private static string Name<T>() => default(T) switch
    {
        float => "F32",
        double => "F64",
        long => "I64",
        byte => "U8",
        _ => throw new NotSupportedException($"no golden file holds {typeof(T)}"),
    };
}
