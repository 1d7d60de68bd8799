using System.Buffers.Binary;
using System.Text.Json;

namespace Cutline.Torch.Checkpoints;

/// <summary>
/// The safetensors format: eight bytes of header length, a JSON header of names, types, shapes and offsets, then the data.
/// See https://huggingface.co/docs/safetensors.
/// </summary>
public static class SafeTensors
{
    private const int Alignment = 8;

    /// <summary>Writes tensors from any device, in the order of their names, at once or not at all.</summary>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var names = tensors.Keys.Order(StringComparer.Ordinal).ToArray();
        var header = Header(names, tensors, metadata);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                Span<byte> length = stackalloc byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
                file.Write(length);
                file.Write(header);
                foreach (var name in names)
                {
                    using var scope = new TensorScope();
                    file.Write(tensors[name].Detach().To(Device.Cpu).Contiguous().Bytes);
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new CheckpointException($"{path} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Opens a file and checks its header; the tensors are read from the memory-mapped file when asked for.</summary>
    /// <exception cref="CheckpointException">It is missing, no safetensors file, or damaged.</exception>
    public static SafeTensorsFile Open(string path) => new(path);

    private static byte[] Header(string[] names, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject("__metadata__");
                foreach (var (key, value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal)) json.WriteString(key, value);
                json.WriteEndObject();
            }

            long offset = 0;
            foreach (var name in names)
            {
                var tensor = tensors[name];
                var bytes = tensor.ElementCount * tensor.DType.Size();
                json.WriteStartObject(name);
                json.WriteString("dtype", ElementType.Name(tensor.DType));
                json.WriteStartArray("shape");
                foreach (var n in tensor.Shape) json.WriteNumberValue(n);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += bytes);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0) buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }
}
