using System.Buffers.Binary;
using System.IO.Hashing;
using Cutline.Imaging;

namespace Cutline.Segmentation.Labels;

/// <summary>
/// Reads the indices of a palette PNG as they are stored. A picture decoder replaces them by the palette's colours, but masks of class
/// indices often come as palette PNGs. So the decoder is given the file with another palette, in which entry i is the grey i.
/// Source: W3C, Portable Network Graphics (Second Edition), 2003, sections 5 and 11.
/// </summary>
internal static class PalettePng
{
    private const int PaletteColourType = 3;
    private const int HeaderEnd = 33; // signature, and the IHDR chunk
    private const int ChunkOverhead = 12; // length, type and CRC

    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether the file is a PNG whose pixels are indices into a palette.</summary>
    public static bool Is(ReadOnlySpan<byte> file) =>
        file.Length > HeaderEnd && file.StartsWith(Signature) && file[25] == PaletteColourType;

    /// <summary>
    /// Whether the palette says nothing but the indices themselves, as masks of classes have it: the colour map of PASCAL VOC, a slope of
    /// grey, or a single colour.
    /// </summary>
    public static bool HoldsClasses(ReadOnlySpan<byte> file)
    {
        for (var at = HeaderEnd; at + ChunkOverhead <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            if (length < 0 || length > file.Length - at - ChunkOverhead) return false;
            if (!file.Slice(at + 4, 4).SequenceEqual("PLTE"u8))
            {
                at += length + ChunkOverhead;
                continue;
            }

            var palette = file.Slice(at + 8, length);
            var (isVoc, isSlope, isFlat) = (true, true, true);
            for (var i = 0; i < palette.Length / 3; i++)
            {
                var colour = (palette[3 * i], palette[3 * i + 1], palette[3 * i + 2]);
                isVoc &= colour == ClassPalette.Voc(i);
                isSlope &= colour == ((byte)i, (byte)i, (byte)i);
                isFlat &= colour == (palette[0], palette[1], palette[2]);
            }

            return isVoc || isSlope || isFlat;
        }

        return false;
    }

    /// <summary>The indices: grey, of the picture's size.</summary>
    /// <exception cref="PhotoException">The file is damaged, or over the limits.</exception>
    public static Photo Decode(ReadOnlySpan<byte> file, PhotoLimits limits, string name)
    {
        using var grey = Photo.Load(WithGreyPalette(file), new PhotoLoad { Limits = limits }, name); // RGB, three equal channels
        var indices = new byte[grey.Width * grey.Height];
        var pixels = grey.Pixels;
        for (var i = 0; i < indices.Length; i++) indices[i] = pixels[3 * i];
        return Photo.FromPixels(indices, grey.Width, grey.Height, PixelFormat.Grey);
    }

    /// <summary>
    /// The file with a palette of greys in place of its own, and without the chunks that a decoder could take colours or alpha from.
    /// </summary>
    private static byte[] WithGreyPalette(ReadOnlySpan<byte> file)
    {
        var bits = file[24];
        var entries = bits is 1 or 2 or 4 ? 1 << bits : 256; // of no other number of bits there is a palette PNG: the decoder says so
        using var copy = new MemoryStream(file.Length + 3 * entries + ChunkOverhead);
        copy.Write(file[..HeaderEnd]);
        WritePalette(copy, entries);
        for (var at = HeaderEnd; at + ChunkOverhead <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            if (length < 0 || length > file.Length - at - ChunkOverhead) break; // cut off: the decoder misses the rest
            var chunk = file.Slice(at, length + ChunkOverhead);
            if (chunk.Slice(4, 4).SequenceEqual("IDAT"u8) || chunk.Slice(4, 4).SequenceEqual("IEND"u8)) copy.Write(chunk);
            at += chunk.Length;
        }

        return copy.ToArray();
    }

    private static void WritePalette(MemoryStream file, int entries)
    {
        Span<byte> chunk = stackalloc byte[ChunkOverhead + 3 * 256];
        chunk = chunk[..(ChunkOverhead + 3 * entries)];
        BinaryPrimitives.WriteInt32BigEndian(chunk, 3 * entries);
        "PLTE"u8.CopyTo(chunk[4..]);
        for (var i = 0; i < entries; i++) chunk.Slice(8 + 3 * i, 3).Fill((byte)i);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[^4..], Crc32.HashToUInt32(chunk[4..^4]));
        file.Write(chunk);
    }
}
