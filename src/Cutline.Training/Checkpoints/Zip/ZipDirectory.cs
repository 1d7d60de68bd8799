using System.Text;
using Cutline.Training.Checkpoints.Files;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Cutline.Training.Checkpoints.Zip;

/// <summary>The directory at a zip file's end.</summary>
internal static class ZipDirectory
{
    private const int EndBytes = 22, End64Bytes = 56, LocatorBytes = 20, EntryBytes = 46, LongestComment = ushort.MaxValue;
    private const ushort Zip64Extra = 1, Encrypted = 1;

    /// <exception cref="InvalidDataException">There is none, or it contradicts itself or the file.</exception>
    internal static Dictionary<string, ZipEntry> Read(MappedFile file)
    {
        var (offset, length, count) = Locate(file);
        var directory = file.Bytes(offset, length);
        if (count > directory.Length / EntryBytes) throw Damage.Of($"{count} entries do not fit its directory");
        Dictionary<string, ZipEntry> entries = [];
        for (; count > 0; count--)
        {
            var entry = Next(ref directory);
            if (!entries.TryAdd(entry.Name, entry)) throw Damage.Of($"it has {Damage.Short(entry.Name)} twice");
        }

        return entries;
    }

    private static (long Offset, long Length, long Count) Locate(MappedFile file)
    {
        var tailStart = Math.Max(0, file.Length - EndBytes - LongestComment);
        var tail = file.Bytes(tailStart, file.Length - tailStart);
        for (var at = tail.Length - EndBytes; at >= 0; at--)
        {
            var end = tail[at..];
            if (ReadUInt32LittleEndian(end) != ZipSignature.DirectoryEnd) continue;
            if (at >= LocatorBytes && ReadUInt32LittleEndian(tail[(at - LocatorBytes)..]) == ZipSignature.Directory64Locator)
            {
                var end64 = file.Bytes(ReadInt64LittleEndian(tail[(at - LocatorBytes + 8)..]), End64Bytes);
                if (ReadUInt32LittleEndian(end64) != ZipSignature.Directory64End)
                    throw Damage.Of("its zip64 directory is not where it should be");
                return (ReadInt64LittleEndian(end64[48..]), ReadInt64LittleEndian(end64[40..]), ReadInt64LittleEndian(end64[32..]));
            }

            return (ReadUInt32LittleEndian(end[16..]), ReadUInt32LittleEndian(end[12..]), ReadUInt16LittleEndian(end[10..]));
        }

        throw Damage.Of("the directory at its end is missing, as in a download that broke off");
    }

    private static ZipEntry Next(ref ReadOnlySpan<byte> directory)
    {
        if (directory.Length < EntryBytes || ReadUInt32LittleEndian(directory) != ZipSignature.DirectoryEntry)
            throw Damage.Of("its directory is not valid");
        var head = directory;
        int nameBytes = ReadUInt16LittleEndian(head[28..]), extraBytes = ReadUInt16LittleEndian(head[30..]);
        int commentBytes = ReadUInt16LittleEndian(head[32..]);
        if (directory.Length < EntryBytes + nameBytes + extraBytes + commentBytes) throw Damage.Of("its directory ends within an entry");
        var extra = head.Slice(EntryBytes + nameBytes, extraBytes);
        directory = directory[(EntryBytes + nameBytes + extraBytes + commentBytes)..];

        long packed = ReadUInt32LittleEndian(head[20..]), length = ReadUInt32LittleEndian(head[24..]);
        long offset = ReadUInt32LittleEndian(head[42..]);
        Widen(extra, ref length, ref packed, ref offset);
        var stored = ReadUInt16LittleEndian(head[10..]) == 0 && (ReadUInt16LittleEndian(head[8..]) & Encrypted) == 0;
        if (stored && packed != length) throw Damage.Of("its directory gives an entry two sizes");
        return new ZipEntry(
            Encoding.UTF8.GetString(head.Slice(EntryBytes, nameBytes)), offset, length, ReadUInt32LittleEndian(head[16..]), stored);
    }

    /// <summary>Replaces fields that are all ones by those of the zip64 extra field, which has them in this order.</summary>
    private static void Widen(ReadOnlySpan<byte> extra, ref long length, ref long packed, ref long offset)
    {
        while (extra.Length >= 4)
        {
            var size = ReadUInt16LittleEndian(extra[2..]);
            if (size > extra.Length - 4) throw Damage.Of("its directory has an extra field without end");
            if (ReadUInt16LittleEndian(extra) == Zip64Extra)
            {
                var field = extra.Slice(4, size);
                Take(ref field, ref length);
                Take(ref field, ref packed);
                Take(ref field, ref offset);
                return;
            }

            extra = extra[(4 + size)..];
        }
    }

    private static void Take(ref ReadOnlySpan<byte> field, ref long value)
    {
        if (value != uint.MaxValue) return;
        if (field.Length < 8) throw Damage.Of("its directory lacks a zip64 size");
        value = ReadInt64LittleEndian(field);
        field = field[8..];
    }
}
