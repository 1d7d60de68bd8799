using System.Buffers.Binary;
using System.IO.Compression;

namespace Cutline.Cli.Tests;

/// <summary>Reads a 16-bit grey PNG as its specification says, since nothing in the product needs to.</summary>
internal static class Png16
{
    public static (int Width, int Height, ushort[] Values) Read(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
        Assert.Equal((16, 0, 0), (bytes[24], bytes[25], bytes[28])); // bits, grey, not interlaced
        using var packed = new MemoryStream();
        for (var at = 8; at < bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes[at..]);
            if (bytes.Slice(at + 4, 4).SequenceEqual("IDAT"u8)) packed.Write(bytes.Slice(at + 8, length));
            at += length + 12;
        }

        packed.Position = 0;
        using var rows = new ZLibStream(packed, CompressionMode.Decompress);
        var (above, row) = (new byte[width * 2], new byte[width * 2]);
        var values = new ushort[width * height];
        for (var y = 0; y < height; y++)
        {
            var filter = rows.ReadByte();
            rows.ReadExactly(row);
            for (var i = 0; i < row.Length; i++)
            {
                int left = i >= 2 ? row[i - 2] : 0, up = above[i], corner = i >= 2 ? above[i - 2] : 0;
                row[i] += (byte)(filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) });
            }

            for (var x = 0; x < width; x++) values[y * width + x] = BinaryPrimitives.ReadUInt16BigEndian(row.AsSpan(2 * x));
            (above, row) = (row, above);
        }

        return (width, height, values);
    }

    private static int Paeth(int left, int up, int corner)
    {
        var (a, b, c) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - 2 * corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
