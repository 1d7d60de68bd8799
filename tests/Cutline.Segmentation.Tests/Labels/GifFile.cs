using System.Buffers.Binary;

namespace Cutline.Segmentation.Tests.Labels;

/// <summary>A GIF of exactly these palette indices: no encoder's palette decides what values a mask holds.</summary>
internal static class GifFile
{
    private const int Clear = 256;
    private const int End = 257;
    private const int CodeBits = 9;

    /// <param name="palette">Grey of each index; others are black.</param>
    public static byte[] Of(ReadOnlySpan<byte> indices, int width, int height, params ReadOnlySpan<byte> palette) =>
        Wrap(Codes(indices), width, height, palette);

    /// <summary>The file around the codes of a picture of 256 colours.</summary>
    public static byte[] Wrap(byte[] codes, int width, int height, ReadOnlySpan<byte> palette)
    {
        using var gif = new MemoryStream();
        gif.Write("GIF89a"u8);
        Word(gif, width);
        Word(gif, height);
        gif.Write([0xF7, 0, 0]); // a global palette of 256 colours
        for (var i = 0; i < 256; i++)
        {
            var grey = i < palette.Length ? palette[i] : (byte)0;
            gif.Write([grey, grey, grey]);
        }

        gif.Write([0x2C, 0, 0, 0, 0]);
        Word(gif, width);
        Word(gif, height);
        gif.Write([0, 8]);
        foreach (var block in codes.Chunk(255))
        {
            gif.WriteByte((byte)block.Length);
            gif.Write(block);
        }

        gif.Write([0, 0x3B]);
        return gif.ToArray();
    }

    /// <summary>Every pixel as its own code, the table cleared before codes would grow.</summary>
    private static byte[] Codes(ReadOnlySpan<byte> indices)
    {
        var bytes = new List<byte>();
        var (pending, bits) = (0, 0);
        void Put(int code)
        {
            pending |= code << bits;
            for (bits += CodeBits; bits >= 8; bits -= 8, pending >>= 8) bytes.Add((byte)pending);
        }

        for (var i = 0; i < indices.Length; i++)
        {
            if (i % 250 == 0) Put(Clear);
            Put(indices[i]);
        }

        Put(End);
        if (bits > 0) bytes.Add((byte)pending);
        return [.. bytes];
    }

    private static void Word(Stream gif, int value)
    {
        Span<byte> word = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(word, (ushort)value);
        gif.Write(word);
    }
}
