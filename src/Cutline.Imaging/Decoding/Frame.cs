using System.Buffers.Binary;
using System.Text;

namespace Cutline.Imaging.Decoding;

/// <summary>Messages over a pipe, each after its length in four bytes.</summary>
internal static class Frame
{
    /// <summary>Bytes of the largest one.</summary>
    internal const int Most = 1 << 20;

    internal static void Write(Stream to, Action<BinaryWriter> content)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(0);
        content(writer);
        writer.Flush();
        var frame = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - 4);
        to.Write(frame);
        to.Flush();
    }

    /// <exception cref="EndOfStreamException">There is no more.</exception>
    /// <exception cref="InvalidDataException">It is longer than any.</exception>
    internal static BinaryReader Read(Stream from)
    {
        var length = new byte[4];
        from.ReadExactly(length);
        var bytes = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (bytes is < 1 or > Most) throw new InvalidDataException($"a message of {bytes} bytes");
        var frame = new byte[bytes];
        from.ReadExactly(frame);
        return new BinaryReader(new MemoryStream(frame, writable: false), Encoding.UTF8);
    }
}
