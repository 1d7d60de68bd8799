using System.Buffers.Binary;

namespace Cutline.Training.Checkpoints.Zip;

/// <summary>The checksum of zip files (polynomial EDB88320, reflected), eight bytes at a time.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Slices = 8;

    private static readonly uint[][] Table = Build();

    internal static uint Of(ReadOnlySpan<byte> data)
    {
        uint[] t0 = Table[0], t1 = Table[1], t2 = Table[2], t3 = Table[3], t4 = Table[4], t5 = Table[5], t6 = Table[6], t7 = Table[7];
        var crc = uint.MaxValue;
        for (; data.Length >= Slices; data = data[Slices..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(data) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            crc = t7[(byte)low] ^ t6[(byte)(low >> 8)] ^ t5[(byte)(low >> 16)] ^ t4[low >> 24]
                ^ t3[(byte)high] ^ t2[(byte)(high >> 8)] ^ t1[(byte)(high >> 16)] ^ t0[high >> 24];
        }

        foreach (var b in data) crc = t0[(byte)(crc ^ b)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[][] Build()
    {
        var table = new uint[Slices][];
        for (var slice = 0; slice < Slices; slice++)
        {
            table[slice] = new uint[256];
            for (var i = 0u; i < 256; i++)
            {
                if (slice > 0)
                {
                    var before = table[slice - 1][i];
                    table[slice][i] = table[0][(byte)before] ^ (before >> 8);
                    continue;
                }

                var crc = i;
                for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) != 0 ? Polynomial : 0);
                table[slice][i] = crc;
            }
        }

        return table;
    }
}
