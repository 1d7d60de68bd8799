using System.Buffers.Binary;

namespace Cutline.Imaging;

/// <summary>The largest size that any part of a WebP file states (RFC 9649), for which its decoder takes memory at once.</summary>
internal static class WebPSize
{
    private const int Riff = 12, Header = 8, FrameHeader = 16, Extended = 10, Lossy = 10, Lossless = 5;

    /// <summary>Of the canvas and of every picture; 0 where none says.</summary>
    internal static (long Width, long Height) Largest(ReadOnlySpan<byte> file) => file.Length < Riff ? default : OfChunks(file[Riff..]);

    private static (long Width, long Height) OfChunks(ReadOnlySpan<byte> rest)
    {
        (long Width, long Height) largest = default;
        while (rest.Length >= Header)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            var content = rest[Header..];
            if (length < content.Length) content = content[..(int)length];
            var size = OfChunk(rest[..4], content);
            if (size.Width * size.Height > largest.Width * largest.Height) largest = size;
            var next = Header + (long)length + (length & 1);
            if (next >= rest.Length) break;
            rest = rest[(int)next..];
        }

        return largest;
    }

    private static (long Width, long Height) OfChunk(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        if (name.SequenceEqual("VP8X"u8) && content.Length >= Extended) return (Wide(content[4..]) + 1, Wide(content[7..]) + 1);
        if (name.SequenceEqual("VP8 "u8) && content.Length >= Lossy) return (Narrow(content[6..]), Narrow(content[8..]));
        if (name.SequenceEqual("VP8L"u8) && content.Length >= Lossless)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(content[1..]);
            return ((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
        }

        return name.SequenceEqual("ANMF"u8) && content.Length > FrameHeader ? OfChunks(content[FrameHeader..]) : default;
    }

    private static long Narrow(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt16LittleEndian(at) & 0x3FFF;

    private static long Wide(ReadOnlySpan<byte> at) => at[0] | (at[1] << 8) | (at[2] << 16);
}
