using System.Buffers.Binary;
using System.IO.Compression;

namespace Cutline.Listings.Facts.Import;

/// <summary>The CSV within a file as it is handed out: .csv, .csv.gz or .csv.zip, told apart by their first bytes, not by their names.</summary>
internal static class VehicleArchive
{
    /// <param name="file">Seekable; stays open.</param>
    /// <returns>The CSV, bounded, and the date that the packed file carries of its own.</returns>
    /// <exception cref="FactsException">The zip holds no CSV, or several, or is broken.</exception>
    internal static (Stream Csv, DateOnly? Date) Open(Stream file, ImportLimits limits)
    {
        Span<byte> head = stackalloc byte[10];
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (head[..length].StartsWith("PK"u8)) return Zip(file, limits);
        if (length < 2 || head[0] != 0x1f || head[1] != 0x8b) return (new BoundedStream(file, limits.UnpackedBytes), null);
        var seconds = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        var date = seconds == 0 ? (DateOnly?)null : DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime);
        return (Unpacked(new GZipStream(file, CompressionMode.Decompress, leaveOpen: true), limits), date);
    }

    private static (Stream Csv, DateOnly? Date) Zip(Stream file, ImportLimits limits)
    {
        var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        var entries = zip.Entries.Where(e => e.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)).Take(2).ToArray();
        return entries switch
        {
            [var only] => (Unpacked(only.Open(), limits), DateOnly.FromDateTime(only.LastWriteTime.DateTime)),
            [] => throw new FactsException("the zip holds no .csv"),
            _ => throw new FactsException("the zip holds more than one .csv: unpack it and name the one of the vehicles"),
        };
    }

    private static BoundedStream Unpacked(Stream packed, ImportLimits limits) => new(packed, limits.UnpackedBytes);
}
