using System.IO.Hashing;
using Cutline.Training.Checkpoints.Files;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Cutline.Training.Checkpoints.Zip;

/// <summary>Reads the uncompressed entries of a memory-mapped zip file, zip64 included, without copying them.</summary>
internal sealed class ZipFileReader
{
    private const int LocalHeaderBytes = 30;

    private readonly MappedFile file;
    private readonly Dictionary<string, ZipEntry> entries;
    private readonly HashSet<string> verified = [];

    /// <exception cref="InvalidDataException">The file has no valid directory.</exception>
    internal ZipFileReader(MappedFile file)
    {
        this.file = file;
        entries = ZipDirectory.Read(file);
    }

    internal IReadOnlyCollection<string> Names => entries.Keys;

    internal bool Contains(string name) => entries.ContainsKey(name);

    /// <summary>The data of an entry, after a check of its CRC-32.</summary>
    /// <exception cref="InvalidDataException">There is no such entry, or it is compressed, or damaged.</exception>
    internal ReadOnlySpan<byte> Bytes(string name)
    {
        if (!entries.TryGetValue(name, out var entry)) throw Damage.Of($"{Damage.Short(name)} is missing from it");
        if (!entry.Stored)
            throw new InvalidDataException(
                "was compressed by another program than PyTorch: unpack it and zip it again without compression (zip -0)");
        var header = file.Bytes(entry.HeaderOffset, LocalHeaderBytes);
        if (ReadUInt32LittleEndian(header) != ZipSignature.LocalHeader)
            throw Damage.Of($"{Damage.Short(name)} is not where its directory says");
        int nameBytes = ReadUInt16LittleEndian(header[26..]), extraBytes = ReadUInt16LittleEndian(header[28..]);
        var data = file.Bytes(entry.HeaderOffset + LocalHeaderBytes + nameBytes + extraBytes, entry.Length);
        if (!verified.Contains(name) && Crc32.HashToUInt32(data) != entry.Crc)
            throw Damage.Of($"the checksum of {Damage.Short(name)} is wrong");
        verified.Add(name);
        return data;
    }
}
