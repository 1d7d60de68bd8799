using System.Buffers.Binary;

namespace Cutline.Imaging;

/// <summary>
/// Files of several pictures without all but the first, the only one that is read: the decoders' lists of the others cost time and memory
/// for each.
/// </summary>
internal static class FirstFrame
{
    /// <summary>A GIF up to the end of its first picture; the file itself where that is not found.</summary>
    internal static byte[] OfGif(byte[] file)
    {
        const byte Extension = 0x21, Picture = 0x2C, End = 0x3B;
        const int Screen = 13, Descriptor = 10; // bytes
        if (file.Length < Screen) return file;
        var at = Screen + Palette(file[10]);
        while (at + 1 < file.Length)
        {
            var kind = file[at];
            if (kind == Picture)
            {
                if (at + Descriptor > file.Length) return file;
                at += Descriptor + Palette(file[at + Descriptor - 1]) + 1; // and the size of its codes
            }
            else if (kind == Extension) at += 2;
            else return file;

            if (AfterBlocks(file, at) is not { } after) return file;
            at = after;
            if (kind == Picture) return at >= file.Length || file[at] == End ? file : [.. file.AsSpan(0, at), End];
        }

        return file;

        static int Palette(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    /// <summary>A WebP with at most one frame of an animation, and without XMP; the file itself where that is all.</summary>
    internal static byte[] OfWebP(byte[] file)
    {
        const int Riff = 12, Header = 8;
        var seen = new HashSet<uint>();
        var parts = new List<Range>();
        var at = Riff;
        while (at + Header <= file.Length)
        {
            var name = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            var length = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 4));
            if (length > file.Length - at - Header) return file; // cut off: the decoder says so
            var next = Math.Min(at + Header + (int)length + (int)(length & 1), file.Length);
            if (!file.AsSpan(at, 4).SequenceEqual("XMP "u8) && seen.Add(name)) parts.Add(at..next);
            at = next;
        }

        var kept = parts.Sum(part => part.End.Value - part.Start.Value);
        if (Riff + kept == at) return file;
        var result = new MemoryStream(Riff + kept);
        result.Write(file, 0, Riff);
        foreach (var part in parts) result.Write(file.AsSpan(part));
        var bytes = result.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - Header);
        return bytes;
    }

    /// <summary>A TIFF whose first directory is its last; the file itself where it is.</summary>
    internal static byte[] OfTiff(byte[] file)
    {
        const int Entry = 12;
        if (file.Length < 8) return file;
        var little = file[0] == 'I';
        var first = file.AsSpan(4);
        var directory = little ? BinaryPrimitives.ReadUInt32LittleEndian(first) : BinaryPrimitives.ReadUInt32BigEndian(first);
        if (directory > file.Length - 2) return file;
        var start = file.AsSpan((int)directory);
        var count = little ? BinaryPrimitives.ReadUInt16LittleEndian(start) : BinaryPrimitives.ReadUInt16BigEndian(start);
        var next = directory + 2 + (uint)count * Entry;
        if (next > file.Length - 4 || file.AsSpan((int)next, 4).IndexOfAnyExcept((byte)0) < 0) return file;
        var single = file.ToArray();
        single.AsSpan((int)next, 4).Clear();
        return single;
    }

    /// <summary>The place after a row of data blocks, each with its length before it, of which the last is empty.</summary>
    private static int? AfterBlocks(byte[] file, int at)
    {
        while (at < file.Length)
        {
            var length = file[at++];
            if (length == 0) return at;
            at += length;
        }

        return null;
    }
}
