using System.Buffers.Binary;

namespace Cutline.Imaging;

/// <summary>
/// The size that HEVC's own sequence parameter sets (ITU-T H.265, 7.3.2.2) state, for which its decoder takes memory, whatever the
/// container around them says.
/// </summary>
internal static class HevcSequence
{
    private const int SequenceParameterSet = 33;

    /// <summary>The largest size of a configuration record's (ISO/IEC 14496-15, hvcC) parameter sets; 0 where it has none.</summary>
    internal static (long Width, long Height) InConfiguration(ReadOnlySpan<byte> record)
    {
        const int Head = 22;
        (long Width, long Height) largest = default;
        if (record.Length <= Head) return largest;
        var rest = record[(Head + 1)..];
        for (var arrays = record[Head]; arrays > 0 && rest.Length >= 3; arrays--)
        {
            var units = BinaryPrimitives.ReadUInt16BigEndian(rest[1..]);
            rest = rest[3..];
            for (; units > 0 && rest.Length >= 2; units--)
            {
                var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
                if (length > rest.Length - 2) return largest;
                largest = Larger(largest, rest.Slice(2, length));
                rest = rest[(2 + length)..];
            }
        }

        return largest;
    }

    /// <summary>The largest size of the parameter sets among units that follow each other, each with its length in four bytes.</summary>
    internal static (long Width, long Height) InUnits(ReadOnlySpan<byte> units)
    {
        (long Width, long Height) largest = default;
        while (units.Length >= 4)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(units);
            if (length > units.Length - 4) return largest;
            largest = Larger(largest, units.Slice(4, (int)length));
            units = units[(4 + (int)length)..];
        }

        return largest;
    }

    private static (long Width, long Height) Larger((long Width, long Height) known, ReadOnlySpan<byte> unit)
    {
        if (unit.Length < 3 || ((unit[0] >> 1) & 63) != SequenceParameterSet) return known;
        var size = Size(new Bits(unit[2..]));
        return size.Width * size.Height > known.Width * known.Height ? size : known;
    }

    private static (long Width, long Height) Size(Bits bits)
    {
        const int Profile = 88, Level = 8;
        bits.Skip(4);
        var layers = (int)bits.Read(3); // below the highest
        bits.Skip(1 + Profile + Level);
        var present = new (bool Profile, bool Level)[layers];
        for (var i = 0; i < layers; i++) present[i] = (bits.Read(1) == 1, bits.Read(1) == 1);
        if (layers > 0) bits.Skip(2 * (8 - layers));
        foreach (var (profile, level) in present) bits.Skip((profile ? Profile : 0) + (level ? Level : 0));
        bits.ReadExponential(); // the set's number
        if (bits.ReadExponential() == 3) bits.Skip(1); // chroma
        return (bits.ReadExponential(), bits.ReadExponential());
    }

    /// <summary>Reads bits of a unit without its emulation prevention bytes; 0 beyond its end.</summary>
    private ref struct Bits(ReadOnlySpan<byte> unit)
    {
        private readonly ReadOnlySpan<byte> unit = unit;
        private int at, bit, zeros;

        internal uint Read(int count)
        {
            var value = 0u;
            for (; count > 0; count--) value = (value << 1) | Next();
            return value;
        }

        internal void Skip(int count)
        {
            for (; count > 0; count--) Next();
        }

        /// <summary>An Exp-Golomb code, ue(v).</summary>
        internal uint ReadExponential()
        {
            var length = 0;
            while (length < 32 && at < unit.Length && Next() == 0) length++;
            return length >= 32 ? uint.MaxValue : (1u << length) - 1 + Read(length);
        }

        private uint Next()
        {
            if (bit == 0 && zeros >= 2 && at < unit.Length && unit[at] == 3) (at, zeros) = (at + 1, 0);
            if (at >= unit.Length) return 0;
            var value = (uint)(unit[at] >> (7 - bit)) & 1;
            if (++bit == 8)
            {
                zeros = unit[at] == 0 ? zeros + 1 : 0;
                (bit, at) = (0, at + 1);
            }

            return value;
        }
    }
}
