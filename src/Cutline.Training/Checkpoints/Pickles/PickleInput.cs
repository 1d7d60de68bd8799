using System.Numerics;
using System.Text;
using System.Text.Unicode;
using Cutline.Training.Checkpoints.Files;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Cutline.Training.Checkpoints.Pickles;

/// <summary>Reads the arguments of opcodes from the bytes of a pickle, never beyond their end.</summary>
internal ref struct PickleInput(ReadOnlySpan<byte> data)
{
    private const int LongestInteger = 255, LongestLine = 256;

    private readonly ReadOnlySpan<byte> data = data;

    internal int Position { get; private set; }

    internal ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(data.Length - Position))
            throw Damage.Of($"its pickle ends at byte {data.Length}, where {count} more should follow byte {Position}");
        var taken = data.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    internal byte Byte() => Take(1)[0];

    internal int UInt16() => ReadUInt16LittleEndian(Take(2));

    internal int Int32() => ReadInt32LittleEndian(Take(4));

    internal uint UInt32() => ReadUInt32LittleEndian(Take(4));

    internal ulong UInt64() => ReadUInt64LittleEndian(Take(8));

    internal double Float() => ReadDoubleBigEndian(Take(8));

    /// <summary>A little-endian two's complement integer: a long where it fits, else a BigInteger.</summary>
    internal object Integer(uint count)
    {
        if (count > LongestInteger) throw Damage.Of($"it has an integer of {count} bytes");
        var value = new BigInteger(Take(count));
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    internal string Text(ulong bytes)
    {
        var utf8 = Take(bytes);
        return Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : throw Damage.Of("it has text that is not UTF-8");
    }

    /// <summary>The rest of a line, which ends in a line feed.</summary>
    internal string Line()
    {
        var rest = data[Position..];
        var end = rest[..Math.Min(rest.Length, LongestLine)].IndexOf((byte)'\n');
        if (end < 0) throw Damage.Of("it has a name without end");
        var line = Encoding.UTF8.GetString(rest[..end]);
        Position += end + 1;
        return line;
    }
}
