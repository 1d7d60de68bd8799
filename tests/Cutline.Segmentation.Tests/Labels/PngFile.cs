using System.Buffers.Binary;
using System.IO.Compression;

namespace Cutline.Segmentation.Tests.Labels;

/// <summary>Writes palette PNGs, each row with a filter of its own.</summary>
internal static class PngFile
{
    public static byte[] OfPalette(byte[] indices, int width, int bits, Func<int, int> filterOfRow, params (byte R, byte G, byte B)[] palette)
    {
        var (height, stride) = (indices.Length / width, (width * bits + 7) / 8);
        using var raw = new MemoryStream();
        var above = new byte[stride];
        for (var y = 0; y < height; y++)
        {
            var row = new byte[stride];
            for (var x = 0; x < width; x++) row[x * bits / 8] |= (byte)(indices[y * width + x] << 8 - bits - x * bits % 8);
            raw.WriteByte((byte)filterOfRow(y));
            for (var i = 0; i < stride; i++)
            {
                int left = i > 0 ? row[i - 1] : 0, corner = i > 0 ? above[i - 1] : 0;
                raw.WriteByte((byte)(row[i] - filterOfRow(y) switch { 1 => left, 2 => above[i], 3 => (left + above[i]) / 2, 4 => Paeth(left, above[i], corner), _ => 0 }));
            }

            above = row;
        }

        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = ((byte)bits, 3);
        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR"u8, head), .. Chunk("PLTE"u8, [.. palette.SelectMany(c => new[] { c.R, c.G, c.B })]),
            .. Chunk("IDAT"u8, Deflate(raw.ToArray())), .. Chunk("IEND"u8, []),
        ];
    }

    private static int Paeth(int a, int b, int c)
    {
        var p = a + b - c;
        var (pa, pb, pc) = (Math.Abs(p - a), Math.Abs(p - b), Math.Abs(p - c));
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }

    private static byte[] Deflate(byte[] raw)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Fastest)) stream.Write(raw);
        return packed.ToArray();
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
