namespace Cutline.Imaging;

/// <summary>
/// The size that AV1's own sequence headers (AV1 bitstream specification, 5.5) state, for which its decoder takes memory, whatever the
/// container around them says.
/// </summary>
internal static class Av1Sequence
{
    private const int SequenceHeader = 1, ConfigurationHead = 4;

    /// <summary>The largest size of a configuration record's (AV1 in ISOBMFF, av1C) headers; 0 where it has none.</summary>
    internal static (long Width, long Height) InConfiguration(ReadOnlySpan<byte> record) =>
        record.Length <= ConfigurationHead ? default : InUnits(record[ConfigurationHead..]);

    /// <summary>The largest size of the headers among units (OBUs) that follow each other.</summary>
    internal static (long Width, long Height) InUnits(ReadOnlySpan<byte> units)
    {
        (long Width, long Height) largest = default;
        while (units.Length > 0)
        {
            var (head, kind) = (units[0], (units[0] >> 3) & 15);
            units = units[Math.Min(units.Length, (head & 4) != 0 ? 2 : 1)..];
            var length = (head & 2) != 0 ? Leb128(ref units) : (ulong)units.Length;
            if (length > (ulong)units.Length) return largest;
            if (kind == SequenceHeader)
            {
                var size = Size(new Bits(units[..(int)length]));
                if (size.Width * size.Height > largest.Width * largest.Height) largest = size;
            }

            units = units[(int)length..];
        }

        return largest;
    }

    private static (long Width, long Height) Size(Bits bits)
    {
        bits.Skip(3 + 1); // profile, whether it is a still picture
        if (bits.Read(1) == 1) bits.Skip(5); // the header of one: its level alone
        else SkipTiming(ref bits);
        var (widthBits, heightBits) = ((int)bits.Read(4) + 1, (int)bits.Read(4) + 1);
        return (bits.Read(widthBits) + 1L, bits.Read(heightBits) + 1L);
    }

    /// <summary>Everything from the timing to the operating points.</summary>
    private static void SkipTiming(ref Bits bits)
    {
        var (hasModel, delayBits) = (false, 0);
        if (bits.Read(1) == 1) // timing
        {
            bits.Skip(64);
            if (bits.Read(1) == 1) bits.SkipUvlc(); // equal intervals
            hasModel = bits.Read(1) == 1;
            if (hasModel)
            {
                delayBits = (int)bits.Read(5) + 1;
                bits.Skip(32 + 5 + 5);
            }
        }

        var hasDelay = bits.Read(1) == 1;
        for (var points = bits.Read(5) + 1; points > 0; points--)
        {
            bits.Skip(12);
            if (bits.Read(5) > 7) bits.Skip(1); // level, tier
            if (hasModel && bits.Read(1) == 1) bits.Skip(2 * delayBits + 1);
            if (hasDelay && bits.Read(1) == 1) bits.Skip(4);
        }
    }

    /// <summary>A length in groups of seven bits, the lowest first; beyond all where it does not end.</summary>
    private static ulong Leb128(ref ReadOnlySpan<byte> rest)
    {
        var value = 0UL;
        for (var i = 0; i < 8 && rest.Length > 0; i++)
        {
            var next = rest[0];
            rest = rest[1..];
            value |= (ulong)(next & 0x7F) << (7 * i);
            if ((next & 0x80) == 0) return value;
        }

        return ulong.MaxValue;
    }

    /// <summary>Reads bits, the highest first; 0 beyond the end.</summary>
    private ref struct Bits(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> bytes = bytes;
        private int at;

        internal uint Read(int count)
        {
            var value = 0u;
            for (; count > 0; count--, at++)
                value = (value << 1) | (at / 8 < bytes.Length ? (uint)(bytes[at / 8] >> (7 - at % 8)) & 1 : 0);
            return value;
        }

        internal void Skip(int count) => at += count;

        /// <summary>A number after as many zeros as it has bits.</summary>
        internal void SkipUvlc()
        {
            var zeros = 0;
            while (zeros < 32 && at / 8 < bytes.Length && Read(1) == 0) zeros++;
            if (zeros < 32) Skip(zeros);
        }
    }
}
