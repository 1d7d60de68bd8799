using System.Buffers.Binary;
using System.IO.Compression;
using Cutline.Imaging;

namespace Cutline.Segmentation.Labels;

/// <summary>
/// Reads the indices of a palette PNG as they are stored, which a decoder of pictures replaces by their colours: masks of class
/// indices often come so. Source: W3C, Portable Network Graphics (Second Edition), 2003, sections 5, 7.2, 9 and 11.
/// </summary>
internal static class PalettePng
{
    private const int PaletteColour = 3;

    /// <summary>Whether the file is a PNG whose pixels are places in a palette.</summary>
    public static bool Is(ReadOnlySpan<byte> file) =>
        file.Length > 33 && file.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) && file[25] == PaletteColour;

    /// <summary>The indices: grey, of the picture's size.</summary>
    /// <exception cref="PhotoException">The file is damaged, interlaced or over the limits.</exception>
    public static Photo Decode(byte[] file, PhotoLimits limits, string name)
    {
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)));
        var (bits, interlaced) = (file[24], file[28] != 0);
        if (width < 1 || height < 1 || (long)width * height > limits.MaxPixels)
            throw new PhotoException($"{name} has {width}×{height} pixels, the limit is {limits.MaxPixels}: reduce it or raise the limit");
        if (bits is not (1 or 2 or 4 or 8)) throw Damaged(name);
        if (interlaced) throw new PhotoException($"{name} is an interlaced palette PNG: save it again without interlacing");

        var stride = (int)(((long)width * bits + 7) / 8);
        var row = new byte[stride];
        var above = new byte[stride];
        var indices = new byte[width * height];
        try
        {
            using var inflated = new ZLibStream(new MemoryStream(Data(file)), CompressionMode.Decompress);
            for (var y = 0; y < height; y++)
            {
                var filter = inflated.ReadByte();
                inflated.ReadExactly(row);
                if (!Unfilter(filter, row, above)) throw Damaged(name);
                Unpack(row, bits, indices.AsSpan(y * width, width));
                (row, above) = (above, row);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ArgumentOutOfRangeException)
        {
            throw Damaged(name);
        }

        return Photo.FromPixels(indices, width, height, PixelFormat.Grey);
    }

    /// <summary>The IDAT chunks' content, joined.</summary>
    private static byte[] Data(byte[] file)
    {
        using var data = new MemoryStream();
        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (length < 0 || length > file.Length - at - 12) break;
            if (file.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8)) data.Write(file, at + 8, length);
            at += 12 + length;
        }

        return data.ToArray();
    }

    /// <summary>Undoes a row's filter; pixels of a palette are at most a byte, so that what is to the left is one byte away.</summary>
    private static bool Unfilter(int filter, Span<byte> row, ReadOnlySpan<byte> above)
    {
        byte left = 0, corner = 0;
        for (var i = 0; i < row.Length; i++)
        {
            var add = filter switch { 0 => 0, 1 => left, 2 => above[i], 3 => (left + above[i]) / 2, 4 => Paeth(left, above[i], corner), _ => -1 };
            if (add < 0) return false;
            (left, corner) = ((byte)(row[i] + add), above[i]);
            row[i] = left;
        }

        return true;
    }

    private static int Paeth(int left, int above, int corner)
    {
        var (toLeft, toAbove, toCorner) = (Math.Abs(above - corner), Math.Abs(left - corner), Math.Abs(left + above - 2 * corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    private static void Unpack(ReadOnlySpan<byte> row, int bits, Span<byte> indices)
    {
        for (var x = 0; x < indices.Length; x++)
        {
            var bit = x * bits;
            indices[x] = (byte)(row[bit >> 3] >> (8 - bits - (bit & 7)) & (1 << bits) - 1);
        }
    }

    private static PhotoException Damaged(string name) => new($"{name} is a damaged PNG: copy or save it again");
}
