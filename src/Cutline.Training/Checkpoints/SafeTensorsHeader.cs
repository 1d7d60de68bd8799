using System.Buffers.Binary;
using System.Text.Json;
using Cutline.Training.Checkpoints.Files;

namespace Cutline.Training.Checkpoints;

/// <summary>A tensor of the file, which lies at bytes [Begin, End) of the data.</summary>
internal sealed record SafeTensorsEntry(TensorInfo Info, long Begin, long End);

/// <summary>The header of a safetensors file, checked against the file it stands in.</summary>
/// <param name="DataStart">The offset of the data in the file.</param>
internal sealed record SafeTensorsHeader(
    Dictionary<string, string> Metadata, Dictionary<string, SafeTensorsEntry> Entries, long DataStart)
{
    internal const string MetadataKey = "__metadata__";
    internal const int LengthBytes = 8;

    /// <summary>The limit of the reference implementation.</summary>
    private const long MaxBytes = 100_000_000;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 3, AllowDuplicateProperties = false };

    /// <summary>Whether a file that begins with these bytes looks like safetensors: eight bytes of length, then a JSON object.</summary>
    internal static bool Recognises(ReadOnlySpan<byte> start) => start is [_, _, _, _, _, _, _, _, (byte)'{', ..];

    /// <exception cref="InvalidDataException">The header is not valid, or does not fit the file.</exception>
    internal static SafeTensorsHeader Read(MappedFile file)
    {
        if (file.Length < LengthBytes + 2) throw Damage.Of($"its {file.Length} bytes hold no safetensors header");
        var length = BinaryPrimitives.ReadInt64LittleEndian(file.Bytes(0, LengthBytes));
        if (length is < 2 or > MaxBytes || length > file.Length - LengthBytes)
            throw Damage.Of($"a safetensors header of {length} bytes does not fit its {file.Length} bytes");
        var header = file.Bytes(LengthBytes, length);
        if (header[0] != '{') throw Damage.Of("its safetensors header does not begin with {");
        try
        {
            using var json = JsonDocument.Parse(header.ToArray(), Strict);
            var parsed = Parse(json.RootElement, LengthBytes + length, file.Length);
            ContentChecksum.Verify(file, header, parsed);
            parsed.Metadata.Remove(ContentChecksum.Key);
            return parsed;
        }
        // Text that is not JSON, a name that occurs twice, or one that is not text (an unpaired surrogate).
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Damage.Of($"its safetensors header is not valid JSON ({e.Message.TrimEnd('.')})");
        }
    }

    private static SafeTensorsHeader Parse(JsonElement root, long dataStart, long fileLength)
    {
        Dictionary<string, string> metadata = [];
        Dictionary<string, SafeTensorsEntry> entries = [];
        foreach (var item in root.EnumerateObject())
        {
            if (item.Value.ValueKind != JsonValueKind.Object) throw Damage.Of($"{Damage.Short(item.Name)} is not described by an object");
            if (item.Name != MetadataKey) entries.Add(item.Name, Entry(item.Name, item.Value));
            else
                foreach (var line in item.Value.EnumerateObject())
                    metadata.Add(line.Name, Text(line.Value) ?? throw Damage.Of($"{Damage.Short(line.Name)} in its metadata is not text"));
        }

        long at = 0;
        foreach (var (name, entry) in entries.OrderBy(e => e.Value.Begin).ThenBy(e => e.Value.End))
        {
            if (entry.Begin != at)
                throw Damage.Of($"{Damage.Short(name)} begins at {entry.Begin} of the data, the tensor before it ends at {at}");
            at = entry.End;
        }

        if (at != fileLength - dataStart) throw Damage.Of($"its header states {at} bytes of data, it has {fileLength - dataStart}");
        return new SafeTensorsHeader(metadata, entries, dataStart);
    }

    private static SafeTensorsEntry Entry(string name, JsonElement described)
    {
        var dtype = described.TryGetProperty("dtype", out var value) ? Text(value) : null;
        var type = ElementTypes.Find(dtype) ?? throw new InvalidDataException(
            $"holds {Damage.Short(name)} with elements of type {Damage.Short(dtype ?? "none")}, which are not known here: "
            + $"convert it to one of {ElementTypes.Names}");
        var shape = Integers(described, "shape") ?? throw Damage.Of($"{Damage.Short(name)} has no valid shape");
        var info = TensorInfo.Checked(name, type, shape);
        if (Integers(described, "data_offsets") is not [>= 0 and var begin, var end] || end < begin)
            throw Damage.Of($"{Damage.Short(name)} has no valid data_offsets");
        if (end - begin != info.ByteCount)
            throw Damage.Of($"{Damage.Short(name)} has {end - begin} bytes, its type and shape ask for {info.ByteCount}");
        return new SafeTensorsEntry(info, begin, end);
    }

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long[]? Integers(JsonElement described, string key)
    {
        if (!described.TryGetProperty(key, out var list) || list.ValueKind != JsonValueKind.Array) return null;
        if (list.GetArrayLength() > TensorInfo.MaxRank) return null;
        var integers = new long[list.GetArrayLength()];
        var i = 0;
        foreach (var n in list.EnumerateArray())
            if (n.ValueKind != JsonValueKind.Number || !n.TryGetInt64(out integers[i++])) return null;
        return integers;
    }
}
