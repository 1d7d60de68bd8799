using System.Buffers.Binary;
using System.IO.Compression;

namespace Cutline.Imaging;

/// <summary>
/// The chunks of a PNG file that its pixels, their colours and its orientation need. Others, such as texts and further frames, never
/// reach the decoder, which would unpack them all.
/// </summary>
internal static class PngChunks
{
    /// <summary>Bytes of the largest colour profile, unpacked, and of the largest Exif block.</summary>
    internal const int LargestProfile = 4 << 20, LargestExif = 1 << 20;

    private const int Signature = 8, Frame = 12; // a chunk's length, name and checksum

    /// <summary>A file's needed chunks; the file itself where all are.</summary>
    internal static byte[] Needed(byte[] file)
    {
        MemoryStream? kept = null;
        var (seen, from) = (new HashSet<uint>(), 0);
        var rest = file.AsSpan(Signature);
        while (rest.Length >= Frame)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - Frame) break; // cut off: the decoder says so
            var (start, size) = (file.Length - rest.Length, (int)length + Frame);
            if (!IsNeeded(rest[4..8], rest[8..(8 + (int)length)], seen))
            {
                kept ??= new MemoryStream(file.Length);
                kept.Write(file, from, start - from);
                from = start + size;
            }

            var ends = rest[4..8].SequenceEqual("IEND"u8);
            rest = rest[size..];
            if (ends) break;
        }

        if (kept is null) return file;
        kept.Write(file, from, file.Length - rest.Length - from);
        return kept.ToArray();
    }

    private static bool IsNeeded(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content, HashSet<uint> seen)
    {
        const byte Ancillary = 0x20; // the bit that makes a letter small
        if ((name[0] & Ancillary) == 0) return true;
        if (!(name.SequenceEqual("tRNS"u8) || name.SequenceEqual("gAMA"u8) || name.SequenceEqual("cHRM"u8) ||
            name.SequenceEqual("sRGB"u8) || name.SequenceEqual("cICP"u8) || name.SequenceEqual("sBIT"u8) || name.SequenceEqual("pHYs"u8) ||
            name.SequenceEqual("iCCP"u8) || name.SequenceEqual("eXIf"u8))) return false;
        if (!seen.Add(BinaryPrimitives.ReadUInt32BigEndian(name))) return false;
        if (name.SequenceEqual("eXIf"u8)) return content.Length <= LargestExif;
        return !name.SequenceEqual("iCCP"u8) || IsProfile(content);
    }

    /// <summary>Whether an iCCP chunk, a name and a method before the packed profile, unpacks to a profile that is not too large.</summary>
    private static bool IsProfile(ReadOnlySpan<byte> content)
    {
        var name = content.IndexOf((byte)0);
        if (name < 0 || content.Length < name + 2) return false;
        try
        {
            using var packed = new ZLibStream(new MemoryStream(content[(name + 2)..].ToArray()), CompressionMode.Decompress);
            var block = new byte[1 << 16];
            var total = 0;
            for (int n; (n = packed.Read(block)) > 0 && total <= LargestProfile;) total += n;
            return total <= LargestProfile;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
