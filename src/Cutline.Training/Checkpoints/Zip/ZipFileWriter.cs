using System.IO.Hashing;
using System.Text;

namespace Cutline.Training.Checkpoints.Zip;

/// <summary>Writes a zip file of uncompressed entries, whose data begin at multiples of 64 bytes, as PyTorch's do.</summary>
internal sealed class ZipFileWriter : IDisposable
{
    /// <summary>A cache line, which torch.load(mmap=True) needs for aligned vector loads.</summary>
    internal const int Alignment = 64;

    /// <summary>The largest offset of four bytes, less room for a header.</summary>
    private const long Largest = uint.MaxValue - (1 << 16);

    private const int LocalHeaderBytes = 30, ExtraHeaderBytes = 4;
    private const ushort Version = 20, Utf8Names = 0x800, PaddingExtra = 0x4246; // 'F', 'B'

    private readonly BinaryWriter output;
    private readonly List<(byte[] Name, uint Crc, uint Length, uint Offset)> entries = [];

    /// <param name="stream">Seekable and empty; stays open.</param>
    internal ZipFileWriter(Stream stream) => output = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);

    /// <exception cref="IOException">The file would grow beyond what zip files without zip64 can hold.</exception>
    internal void Add(string name, ReadOnlySpan<byte> data)
    {
        var start = output.BaseStream.Position;
        if (start + data.Length > Largest || entries.Count == ushort.MaxValue - 1)
            throw new IOException("more than 4 GiB or 65,534 tensors; write safetensors instead");
        var utf8 = Encoding.UTF8.GetBytes(name);
        var padding = (int)(-(start + LocalHeaderBytes + utf8.Length + ExtraHeaderBytes) & (Alignment - 1));
        var entry = (utf8, Crc32.HashToUInt32(data), (uint)data.Length, (uint)start);
        output.Write(ZipSignature.LocalHeader);
        Describe(entry, ExtraHeaderBytes + padding);
        output.Write(utf8);
        output.Write(PaddingExtra);
        output.Write((ushort)padding);
        for (var i = 0; i < padding; i++) output.Write((byte)'Z');
        output.Write(data);
        entries.Add(entry);
    }

    /// <summary>Writes the directory.</summary>
    public void Dispose()
    {
        var start = (uint)output.BaseStream.Position;
        foreach (var entry in entries)
        {
            output.Write(ZipSignature.DirectoryEntry);
            output.Write(Version);
            Describe(entry, extra: 0);
            output.Write((ushort)0); // comment
            output.Write((ushort)0); // disk
            output.Write((ushort)0); // internal attributes
            output.Write(0u);        // external attributes
            output.Write(entry.Offset);
            output.Write(entry.Name);
        }

        var length = (uint)output.BaseStream.Position - start;
        output.Write(ZipSignature.DirectoryEnd);
        output.Write(0u); // disks
        output.Write((ushort)entries.Count);
        output.Write((ushort)entries.Count);
        output.Write(length);
        output.Write(start);
        output.Write((ushort)0); // comment
        output.Dispose();
    }

    /// <summary>Writes the fields that a local header and a directory entry have in common.</summary>
    private void Describe((byte[] Name, uint Crc, uint Length, uint Offset) entry, int extra)
    {
        output.Write(Version);
        output.Write(Utf8Names);
        output.Write((ushort)0); // stored
        output.Write(0u);        // no time: the same weights make the same file
        output.Write(entry.Crc);
        output.Write(entry.Length);
        output.Write(entry.Length);
        output.Write((ushort)entry.Name.Length);
        output.Write((ushort)extra);
    }
}
