using System.Buffers.Binary;
using System.Text.Json;

namespace Cutline.Training.Checkpoints;

/// <summary>
/// The safetensors format: eight bytes of header length, a JSON header of names, types, shapes and offsets, then the data.
/// See https://huggingface.co/docs/safetensors.
/// </summary>
public static class SafeTensors
{
    internal const string MetadataKey = "__metadata__";
    private const int Alignment = 8;

    /// <summary>
    /// Writes tensors from any device, at once or not at all. Elements of the same size lie together, the largest first,
    /// so that every tensor is aligned in memory; within a size by name, so that the same weights make the same file.
    /// </summary>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        if (tensors.ContainsKey(MetadataKey))
            throw new CheckpointException($"{path} cannot be written: {MetadataKey} is safetensors' own name; rename that tensor");
        var ordered = tensors.OrderByDescending(t => t.Value.DType.Size()).ThenBy(t => t.Key, StringComparer.Ordinal).ToArray();
        var header = Header(ordered, metadata);
        AtomicFile.Write(path, file =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            file.Write(length);
            file.Write(header);
            foreach (var (name, tensor) in ordered) StoredTensor.Use(path, name, tensor, file.Write);
        });
    }

    /// <summary>Opens a file and checks its header; the tensors are read from the memory-mapped file when asked for.</summary>
    /// <exception cref="CheckpointException">It is missing, no safetensors file, or damaged.</exception>
    public static SafeTensorsFile Open(string path) => new(path);

    private static byte[] Header(KeyValuePair<string, Tensor>[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject(MetadataKey);
                foreach (var (key, value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal)) json.WriteString(key, value);
                json.WriteEndObject();
            }

            long offset = 0;
            foreach (var (name, tensor) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", ElementType.Name(tensor.DType));
                json.WriteStartArray("shape");
                foreach (var n in tensor.Shape) json.WriteNumberValue(n);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.ElementCount * tensor.DType.Size());
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0) buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }
}
