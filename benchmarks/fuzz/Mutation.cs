using System.Buffers.Binary;

namespace Cutline.Fuzz;

/// <summary>Damages a file in the ways that break readers. The same random numbers make the same file.</summary>
internal static class Mutation
{
    private const int Most = 1 << 20;

    private static readonly uint[] Extremes = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF];

    internal static byte[] Of(byte[] file, byte[] other, Random random)
    {
        var bytes = new List<byte>(file);
        for (var steps = 1 << random.Next(4); steps > 0 && bytes.Count > 0; steps--) Step(bytes, other, random);
        var mutated = bytes.Count > Most ? bytes[..Most].ToArray() : [.. bytes];
        if (random.Next(2) == 0) MendChecksums(mutated);
        return mutated;
    }

    private static void Step(List<byte> bytes, byte[] other, Random random)
    {
        var at = At(bytes.Count, random);
        switch (random.Next(9))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
            case 3: // a number of 16 or 32 bits, either way round
                var number = new byte[4];
                var value = random.Next(3) == 0 ? (uint)random.NextInt64(uint.MaxValue) : Extremes[random.Next(Extremes.Length)];
                if (random.Next(2) == 0) BinaryPrimitives.WriteUInt32BigEndian(number, value);
                else BinaryPrimitives.WriteUInt32LittleEndian(number, value);
                var wide = random.Next(2) == 0 ? 2 : 4;
                for (var i = 0; i < wide && at + i < bytes.Count; i++) bytes[at + i] = number[i];
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                bytes.RemoveRange(at, Math.Min(bytes.Count - at, 1 + random.Next(64)));
                break;
            case 6: // a part again
                var length = Math.Min(bytes.Count - at, 1 + random.Next(512));
                bytes.InsertRange(At(bytes.Count, random), bytes.GetRange(at, length));
                break;
            case 7: // a part of another file
                var from = random.Next(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, 1 + random.Next(256))).ToArray());
                break;
            default:
                var block = new byte[1 + random.Next(32)];
                random.NextBytes(block);
                for (var i = 0; i < block.Length && at + i < bytes.Count; i++) bytes[at + i] = block[i];
                break;
        }
    }

    /// <summary>A third of the time within the first part, where the headers are.</summary>
    private static int At(int count, Random random) => random.Next(random.Next(3) == 0 ? Math.Min(count, 128) : count);

    /// <summary>The checksums of a PNG's chunks, so that what was changed in them is read.</summary>
    private static void MendChecksums(byte[] file)
    {
        if (file.Length < 16 || file[1] != 'P' || file[2] != 'N') return;
        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12) return;
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at + 8 + (int)length), Crc(file.AsSpan(at + 4, 4 + (int)length)));
            at += 12 + (int)length;
        }
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
