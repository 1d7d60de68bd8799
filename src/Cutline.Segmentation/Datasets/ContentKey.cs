using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// A key of content: the first 128 bits of its SHA-256. Names and times are not part of it: a file that changes gets another key even if
/// its time of change stays the same, and a copy has the same key.
/// </summary>
public readonly record struct ContentKey(UInt128 Value)
{
    /// <summary>
    /// The key of several parts in their order. The lengths of the parts are included, so that moving a boundary changes the key.
    /// </summary>
    public static ContentKey Of(params ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[8];
        foreach (var part in parts)
        {
            BinaryPrimitives.WriteInt64LittleEndian(length, part.Length);
            hash.AppendData(length);
            hash.AppendData(part.Span);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return new(BinaryPrimitives.ReadUInt128BigEndian(digest));
    }

    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", null);
}
