using System.Buffers.Binary;

namespace Cutline.Imaging;

/// <summary>
/// Writes a grey mask as a GIF of two colours whose indices are the mask: index 0 is always black, 1 always white, as in Kaggle's masks.
/// An encoder that chooses a palette of its own may give either index to either colour. Source: CompuServe, Graphics Interchange Format,
/// version 89a, 1990.
/// </summary>
internal static class MaskGif
{
    private const int RootBits = 2, Clear = 1 << RootBits, End = Clear + 1, MaxCode = 4096, MaxSide = ushort.MaxValue;

    /// <param name="grey">Rows of values; 128 and above are white.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="PhotoException">A side is longer than a GIF can say.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> grey, int width, int height)
    {
        if (width > MaxSide || height > MaxSide)
            throw new PhotoException($"a GIF has sides of at most {MaxSide} pixels, the mask is {width}×{height}: write PNG");
        using var gif = new MemoryStream();
        gif.Write("GIF89a"u8);
        Word(gif, width);
        Word(gif, height);
        gif.Write([0x80, 0, 0, 0, 0, 0, 255, 255, 255]); // a global palette of two colours: black, white
        gif.Write([0x2C, 0, 0, 0, 0]);
        Word(gif, width);
        Word(gif, height);
        gif.Write([0, RootBits]);
        foreach (var block in Codes(grey).Chunk(byte.MaxValue))
        {
            gif.WriteByte((byte)block.Length);
            gif.Write(block);
        }

        gif.Write([0, 0x3B]);
        return gif.ToArray();
    }

    /// <summary>LZW compression. The table is a tree: a known string has a child for each of the two values that may follow it.</summary>
    private static List<byte> Codes(ReadOnlySpan<byte> grey)
    {
        var bytes = new List<byte>();
        var children = new short[2 * MaxCode];
        var (pending, held) = (0, 0);
        var (next, bits) = (End + 1, RootBits + 1);
        void Put(int code)
        {
            pending |= code << held;
            for (held += bits; held >= 8; held -= 8, pending >>= 8) bytes.Add((byte)pending);
        }

        Put(Clear);
        var prefix = grey[0] >> 7;
        foreach (var value in grey[1..])
        {
            ref var child = ref children[2 * prefix + (value >> 7)];
            if (child > 0)
            {
                prefix = child;
                continue;
            }

            Put(prefix);
            prefix = value >> 7;
            if (next < MaxCode)
            {
                // A decoder has learnt one string fewer at this moment: the next code is longer only after the one that needs it.
                if (next == 1 << bits) bits++;
                child = (short)next++;
                continue;
            }

            Put(Clear);
            Array.Clear(children);
            (next, bits) = (End + 1, RootBits + 1);
        }

        Put(prefix);
        if (next < MaxCode && next == 1 << bits) bits++;
        Put(End);
        if (held > 0) bytes.Add((byte)pending);
        return bytes;
    }

    private static void Word(MemoryStream file, int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        file.Write(bytes);
    }
}
