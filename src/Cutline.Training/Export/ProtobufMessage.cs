using System.Buffers.Binary;
using System.Text;

namespace Cutline.Training.Export;

/// <summary>
/// A Protocol Buffers message that is being written: tags, varints and length-delimited fields, which is all that an ONNX file consists
/// of. Large byte fields are referred to, not copied, until the message is written. See https://protobuf.dev/programming-guides/encoding.
/// </summary>
internal sealed class ProtobufMessage
{
    private const int Varint = 0, LengthDelimited = 2, Fixed32 = 5; // wire types

    private readonly List<ReadOnlyMemory<byte>> segments = [];

    /// <summary>Bytes of the encoded message.</summary>
    internal long Length { get; private set; }

    internal ProtobufMessage Integer(int field, long value)
    {
        Tag(field, Varint);
        AppendVarint((ulong)value);
        return this;
    }

    internal ProtobufMessage Float(int field, float value)
    {
        Tag(field, Fixed32);
        var bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Append(bytes);
        return this;
    }

    internal ProtobufMessage Bytes(int field, ReadOnlyMemory<byte> value)
    {
        Tag(field, LengthDelimited);
        AppendVarint((ulong)value.Length);
        Append(value);
        return this;
    }

    internal ProtobufMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    internal ProtobufMessage Message(int field, ProtobufMessage value)
    {
        Tag(field, LengthDelimited);
        AppendVarint((ulong)value.Length);
        foreach (var segment in value.segments) Append(segment);
        return this;
    }

    internal void WriteTo(Stream stream)
    {
        foreach (var segment in segments) stream.Write(segment.Span);
    }

    private void Tag(int field, int wireType) => AppendVarint((ulong)((field << 3) | wireType));

    private void AppendVarint(ulong value)
    {
        Span<byte> bytes = stackalloc byte[10];
        var count = 0;
        for (; value >= 0x80; value >>= 7) bytes[count++] = (byte)(value | 0x80);
        bytes[count++] = (byte)value;
        Append(bytes[..count].ToArray());
    }

    private void Append(ReadOnlyMemory<byte> bytes)
    {
        segments.Add(bytes);
        Length += bytes.Length;
    }
}
