namespace Cutline.Segmentation.Tests.Labels;

/// <summary>A GIF compressed as encoders do: strings up to the full table of 4096, which then stays until the end.</summary>
internal static class LzwGif
{
    public static byte[] Of(ReadOnlySpan<byte> indices, int width, int height, params ReadOnlySpan<byte> palette) =>
        GifFile.Wrap(Codes(indices), width, height, palette);

    private static byte[] Codes(ReadOnlySpan<byte> indices)
    {
        var bytes = new List<byte>();
        var table = new Dictionary<(int Prefix, byte Last), int>();
        var (next, bits) = (258, 9);
        var (pending, held) = (0L, 0);
        void Put(int code)
        {
            pending |= (long)code << held;
            for (held += bits; held >= 8; held -= 8, pending >>= 8) bytes.Add((byte)pending);
        }

        Put(256);
        int prefix = indices[0];
        foreach (var value in indices[1..])
        {
            if (table.TryGetValue((prefix, value), out var known))
            {
                prefix = known;
                continue;
            }

            Put(prefix);
            if (next < 4096)
            {
                if (next == 1 << bits) bits++;
                table[(prefix, value)] = next++;
            }

            prefix = value;
        }

        Put(prefix);
        if (next < 4096 && next == 1 << bits) bits++;
        Put(257);
        if (held > 0) bytes.Add((byte)pending);
        return [.. bytes];
    }
}
