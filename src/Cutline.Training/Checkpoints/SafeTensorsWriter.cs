using System.Buffers.Binary;
using System.Text.Json;

namespace Cutline.Training.Checkpoints;

/// <summary>
/// Writes the safetensors format: eight bytes of header length, a JSON header of names, types, shapes and offsets, then the data.
/// See https://huggingface.co/docs/safetensors.
/// </summary>
internal static class SafeTensorsWriter
{
    private const int Alignment = 8;

    /// <summary>
    /// Writes tensors, all or nothing. Elements of the same size lie together, the largest first, so that every tensor is aligned in
    /// memory; within a size they are ordered by name, so that the same weights make the same file.
    /// </summary>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    internal static void Write(
        string path, IReadOnlyDictionary<string, TensorSource> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        if (tensors.ContainsKey(SafeTensorsHeader.MetadataKey))
            throw new CheckpointException(
                $"{path} cannot be written: {SafeTensorsHeader.MetadataKey} is safetensors' own name; rename that tensor");
        var ordered = tensors.OrderByDescending(t => t.Value.Info.Type.Size()).ThenBy(t => t.Key, StringComparer.Ordinal).ToArray();
        var header = Header(ordered, metadata);
        CheckpointStream.Write(path, file =>
        {
            Span<byte> length = stackalloc byte[SafeTensorsHeader.LengthBytes];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            file.Write(length);
            file.Write(header);
            var sum = new ContentChecksum();
            sum.Append(header);
            foreach (var (name, tensor) in ordered)
            {
                var bytes = tensor.Bytes(path, name);
                sum.Append(bytes);
                file.Write(bytes);
            }

            file.Position = SafeTensorsHeader.LengthBytes + ContentChecksum.Find(header);
            file.Write(sum.ToDigits());
        });
    }

    private static byte[] Header(KeyValuePair<string, TensorSource>[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(SafeTensorsHeader.MetadataKey);
            var entries = (metadata ?? new Dictionary<string, string>()).Where(m => m.Key != ContentChecksum.Key)
                .Append(KeyValuePair.Create(ContentChecksum.Key, ContentChecksum.Unknown));
            foreach (var (key, value) in entries.OrderBy(m => m.Key, StringComparer.Ordinal)) json.WriteString(key, value);
            json.WriteEndObject();
            long offset = 0;
            foreach (var (name, tensor) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", tensor.Info.Type.Name());
                json.WriteStartArray("shape");
                foreach (var n in tensor.Info.Shape) json.WriteNumberValue(n);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.Info.ByteCount);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0) buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }
}
