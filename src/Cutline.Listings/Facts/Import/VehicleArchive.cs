using System.Buffers.Binary;
using System.IO.Compression;

namespace Cutline.Listings.Facts.Import;

/// <summary>Finds the CSV in a .csv, .csv.gz or .csv.zip file, which are told apart by their first bytes.</summary>
internal static class VehicleArchive
{
    /// <summary>The offset of the modification time in a gzip header, in seconds since 1970 (RFC 1952).</summary>
    private const int GzipTimeOffset = 4;

    /// <summary>Opens the CSV.</summary>
    /// <param name="file">A seekable stream; it stays open.</param>
    /// <param name="limits">The limits.</param>
    /// <returns>The CSV, bounded by the limits, and the date that the archive states; null where it states none.</returns>
    /// <exception cref="FactsException">The zip contains no CSV, or several.</exception>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    internal static (Stream Csv, DateOnly? Date) Open(Stream file, ImportLimits limits)
    {
        Span<byte> head = stackalloc byte[10];
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (head[..length].StartsWith("PK"u8)) return OpenZip(file, limits);
        if (length < 2 || head[0] != 0x1f || head[1] != 0x8b) return (new BoundedStream(file, limits.UnpackedBytes), null);
        var seconds = BinaryPrimitives.ReadUInt32LittleEndian(head[GzipTimeOffset..]);
        var date = seconds == 0 ? (DateOnly?)null : DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime);
        return (Bounded(new GZipStream(file, CompressionMode.Decompress, leaveOpen: true), limits), date);
    }

    private static (Stream Csv, DateOnly? Date) OpenZip(Stream file, ImportLimits limits)
    {
        var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        var entries = zip.Entries.Where(e => e.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)).Take(2).ToArray();
        return entries switch
        {
            [var only] => (Bounded(only.Open(), limits), DateOnly.FromDateTime(only.LastWriteTime.DateTime)),
            [] => throw new FactsException("the zip contains no .csv"),
            _ => throw new FactsException("the zip contains more than one .csv: unpack it and name the file of vehicles"),
        };
    }

    private static BoundedStream Bounded(Stream unpacked, ImportLimits limits) => new(unpacked, limits.UnpackedBytes);
}
