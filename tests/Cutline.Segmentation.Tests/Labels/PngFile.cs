using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Cutline.Segmentation.Tests.Labels;

/// <summary>Writes palette PNGs, each row with a filter of its own, or interlaced.</summary>
internal static class PngFile
{
    public static byte[] OfPalette(
        byte[] indices, int width, int bits, Func<int, int> filterOfRow, params (byte R, byte G, byte B)[] palette)
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
                var predicted = filterOfRow(y) switch
                {
                    1 => left,
                    2 => above[i],
                    3 => (left + above[i]) / 2,
                    4 => Paeth(left, above[i], corner),
                    _ => 0,
                };
                raw.WriteByte((byte)(row[i] - predicted));
            }

            above = row;
        }

        return Of(raw.ToArray(), width, height, bits, interlaced: false, palette);
    }

    /// <summary>The seven passes of Adam7, without filters; with transparent colours, which are as rare.</summary>
    public static byte[] OfInterlacedPalette(byte[] indices, int width, int bits, params (byte R, byte G, byte B)[] palette)
    {
        var height = indices.Length / width;
        using var raw = new MemoryStream();
        (int, int, int, int)[] passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
        foreach (var (left, top, right, down) in passes)
        {
            var columns = (width - left + right - 1) / right;
            for (var y = top; y < height && columns > 0; y += down)
            {
                var row = new byte[(columns * bits + 7) / 8];
                for (var i = 0; i < columns; i++)
                    row[i * bits / 8] |= (byte)(indices[y * width + left + i * right] << 8 - bits - i * bits % 8);
                raw.WriteByte(0);
                raw.Write(row);
            }
        }

        return Of(raw.ToArray(), width, height, bits, interlaced: true, palette);
    }

    private static byte[] Of(byte[] raw, int width, int height, int bits, bool interlaced, (byte R, byte G, byte B)[] palette)
    {
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9], head[12]) = ((byte)bits, 3, interlaced ? (byte)1 : (byte)0);
        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
            .. Chunk("IHDR"u8, head),
            .. Chunk("PLTE"u8, [.. palette.SelectMany(c => new[] { c.R, c.G, c.B })]),
            .. interlaced ? Chunk("tRNS"u8, [0, 7]) : [], // the first two colours are transparent
            .. Chunk("IDAT"u8, Deflate(raw)),
            .. Chunk("IEND"u8, []),
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
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.HashToUInt32(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }
}
