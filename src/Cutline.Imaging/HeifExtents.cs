using System.Buffers.Binary;

namespace Cutline.Imaging;

/// <summary>Where one of a HEIF's items lies (ISO/IEC 14496-12, 8.11.3, iloc).</summary>
/// <param name="IsInData">Whether it lies in the box idat, rather than in the file.</param>
/// <param name="Parts">Start and length of each part, unchecked; a length of 0 is all that follows.</param>
internal sealed record HeifExtents(bool IsInData, IReadOnlyList<(ulong Start, ulong Length)> Parts)
{
    /// <summary>The items of an item location box.</summary>
    /// <param name="box">Its content: version, flags, sizes of numbers, items.</param>
    internal static List<HeifExtents> Of(ReadOnlySpan<byte> box)
    {
        var found = new List<HeifExtents>();
        if (box.Length < 8) return found;
        var version = box[0];
        var (offsetSize, lengthSize) = (box[4] >> 4, box[4] & 15);
        var (baseSize, indexSize) = (box[5] >> 4, version is 1 or 2 ? box[5] & 15 : 0);
        var rest = box[6..];
        var items = Number(ref rest, version < 2 ? 2 : 4);
        for (; items > 0 && rest.Length > 0; items--)
        {
            Number(ref rest, version < 2 ? 2 : 4); // the item
            var inData = version > 0 && (Number(ref rest, 2) & 15) == 1;
            var parts = new List<(ulong, ulong)>();
            Number(ref rest, 2); // another file
            var start = Number(ref rest, baseSize);
            for (var count = Number(ref rest, 2); count > 0 && rest.Length > 0; count--)
            {
                Number(ref rest, indexSize);
                var (offset, length) = (Number(ref rest, offsetSize), Number(ref rest, lengthSize));
                parts.Add((unchecked(start + offset), length));
            }

            found.Add(new(inData, parts));
        }

        return found;
    }

    /// <summary>The item's bytes, in a row; no more parts than are as long as all bytes.</summary>
    internal ReadOnlySpan<byte> Join(ReadOnlySpan<byte> bytes)
    {
        if (Parts.Count == 1) return Part(bytes, Parts[0]);
        var joined = new MemoryStream();
        foreach (var part in Parts)
        {
            if (joined.Length > bytes.Length) break;
            joined.Write(Part(bytes, part));
        }

        return joined.ToArray();
    }

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> bytes, (ulong Start, ulong Length) part)
    {
        if (part.Start > (ulong)bytes.Length || part.Length > (ulong)bytes.Length - part.Start) return default;
        return part.Length == 0 ? bytes[(int)part.Start..] : bytes.Slice((int)part.Start, (int)part.Length);
    }

    /// <summary>A number of some bytes, after which the rest begins; 0 and nothing left where it is cut off.</summary>
    private static ulong Number(ref ReadOnlySpan<byte> rest, int bytes)
    {
        if (rest.Length < bytes || bytes > 8)
        {
            rest = default;
            return 0;
        }

        Span<byte> wide = stackalloc byte[8];
        rest[..bytes].CopyTo(wide[(8 - bytes)..]);
        rest = rest[bytes..];
        return BinaryPrimitives.ReadUInt64BigEndian(wide);
    }
}
