using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Cutline.Listings.Facts;

/// <summary>The format of the facts file. All numbers are little-endian.</summary>
/// <remarks>
/// <code>
/// header  "CTLFACTS", version (4 bytes), SHA-256 of the rest (32 bytes)
/// import  date as a day number (4), length and UTF-8 of the file's name (2 + n)
/// strings count (4), then the length and UTF-8 of each (2 + n); string 0 stands for null
/// models  count (4), then make, model (strings, 2 + 2), first row and number of rows (4 + 4); sorted by make, then model
/// rows    count (4), then <see cref="RowLayout.Size"/> bytes each; sorted by make, model, year, id
/// </code>
/// </remarks>
internal static class FactsFile
{
    internal const int Version = 1, HeaderSize = VersionOffset + 4 + HashSize;

    private const int VersionOffset = 8, HashOffset = VersionOffset + 4, HashSize = 32;
    private static readonly byte[] Magic = "CTLFACTS"u8.ToArray();

    /// <summary>Writes a file.</summary>
    /// <param name="vehicles">The rows in any order.</param>
    /// <param name="file">The imported file's name or address.</param>
    /// <param name="date">The imported file's own date.</param>
    /// <exception cref="FactsException">There are more distinct strings than the format can number.</exception>
    internal static byte[] Write(IReadOnlyList<Vehicle> vehicles, string file, DateOnly date)
    {
        var sorted = vehicles
            .OrderBy(v => v.Make, StringComparer.OrdinalIgnoreCase).ThenBy(v => v.Make, StringComparer.Ordinal)
            .ThenBy(v => v.Model, StringComparer.OrdinalIgnoreCase).ThenBy(v => v.Model, StringComparer.Ordinal)
            .ThenBy(v => v.Year).ThenBy(v => v.Id).ToArray();
        var strings = new StringTable();
        var rows = new byte[sorted.Length * RowLayout.Size];
        for (var i = 0; i < sorted.Length; i++) RowLayout.Write(sorted[i], rows.AsSpan(i * RowLayout.Size, RowLayout.Size), strings);

        using var body = new MemoryStream();
        using var writer = new BinaryWriter(body, Encoding.UTF8);
        writer.Write(date.DayNumber);
        WriteText(writer, file);
        writer.Write(strings.All.Count);
        foreach (var text in strings.All) WriteText(writer, text);
        WriteModels(writer, sorted, strings);
        writer.Write(sorted.Length);
        writer.Write(rows);
        writer.Flush();

        var all = new byte[HeaderSize + body.Length];
        Magic.CopyTo(all, 0);
        BinaryPrimitives.WriteInt32LittleEndian(all.AsSpan(VersionOffset), Version);
        body.GetBuffer().AsSpan(0, (int)body.Length).CopyTo(all.AsSpan(HeaderSize));
        SHA256.HashData(all.AsSpan(HeaderSize), all.AsSpan(HashOffset, HashSize));
        return all;
    }

    /// <summary>Checks the header and the checksum.</summary>
    /// <returns>The error, as the end of a sentence about the file; null where there is none.</returns>
    internal static string? ErrorIn(ReadOnlySpan<byte> all)
    {
        if (all.Length < HeaderSize || !all.StartsWith(Magic)) return "is not a file of car facts";
        var version = BinaryPrimitives.ReadInt32LittleEndian(all[VersionOffset..]);
        if (version != Version) return $"is of version {version}, and this program reads version {Version}";
        var intact = SHA256.HashData(all[HeaderSize..]).AsSpan().SequenceEqual(all.Slice(HashOffset, HashSize));
        return intact ? null : "is damaged: its checksum does not match";
    }

    private static void WriteModels(BinaryWriter writer, Vehicle[] sorted, StringTable strings)
    {
        var models = new List<(int FirstRow, int RowCount)>();
        for (var i = 0; i < sorted.Length; i++)
        {
            var sameModel = i > 0 && sorted[i].Make == sorted[i - 1].Make && sorted[i].Model == sorted[i - 1].Model;
            if (sameModel) models[^1] = (models[^1].FirstRow, models[^1].RowCount + 1);
            else models.Add((i, 1));
        }

        writer.Write(models.Count);
        foreach (var (firstRow, rowCount) in models)
        {
            writer.Write(strings.Add(sorted[firstRow].Make));
            writer.Write(strings.Add(sorted[firstRow].Model));
            writer.Write(firstRow);
            writer.Write(rowCount);
        }
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(checked((ushort)bytes.Length));
        writer.Write(bytes);
    }
}
