using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Cutline.Listings.Facts;

/// <summary>The facts as one file. All numbers are little-endian.</summary>
/// <remarks>
/// <code>
/// head    "CTLFACTS", version (4 bytes), SHA-256 of the rest (32 bytes)
/// import  date as a day number (4), length and UTF-8 of the file's name (2 + n)
/// words   count (4), then of each its length and UTF-8 (2 + n); word 0 is "nothing"
/// models  count (4), then make, model (words, 2 + 2), first row and rows (4 + 4); by make, then model
/// rows    count (4), then <see cref="RowLayout.Size"/> bytes each; by make, model, year, id
/// </code>
/// </remarks>
internal static class FactsFile
{
    internal const int Version = 1, Head = 8 + 4 + 32;
    private static readonly byte[] Magic = "CTLFACTS"u8.ToArray();

    /// <exception cref="FactsException">More different words than the format holds.</exception>
    internal static byte[] Write(IReadOnlyList<Vehicle> vehicles, string file, DateOnly date)
    {
        var sorted = vehicles.OrderBy(v => v.Make, StringComparer.OrdinalIgnoreCase).ThenBy(v => v.Make, StringComparer.Ordinal)
            .ThenBy(v => v.Model, StringComparer.OrdinalIgnoreCase).ThenBy(v => v.Model, StringComparer.Ordinal).ThenBy(v => v.Year).ThenBy(v => v.Id).ToArray();
        var words = new WordTable();
        var rows = new byte[sorted.Length * RowLayout.Size];
        for (var i = 0; i < sorted.Length; i++) RowLayout.Write(sorted[i], rows.AsSpan(i * RowLayout.Size, RowLayout.Size), words);

        using var body = new MemoryStream();
        using var writer = new BinaryWriter(body, Encoding.UTF8);
        writer.Write(date.DayNumber);
        WriteText(writer, file);
        writer.Write(words.All.Count);
        foreach (var word in words.All) WriteText(writer, word);
        WriteModels(writer, sorted, words);
        writer.Write(sorted.Length);
        writer.Write(rows);
        writer.Flush();

        var all = new byte[Head + body.Length];
        Magic.CopyTo(all, 0);
        BinaryPrimitives.WriteInt32LittleEndian(all.AsSpan(8), Version);
        body.GetBuffer().AsSpan(0, (int)body.Length).CopyTo(all.AsSpan(Head));
        SHA256.HashData(all.AsSpan(Head), all.AsSpan(12, 32));
        return all;
    }

    /// <returns>What is wrong with the head or the checksum; null when nothing is.</returns>
    internal static string? Fault(ReadOnlySpan<byte> all)
    {
        if (all.Length < Head || !all.StartsWith(Magic)) return "is not a file of car facts";
        var version = BinaryPrimitives.ReadInt32LittleEndian(all[8..]);
        if (version != Version) return $"is of version {version}, and this program reads version {Version}";
        return SHA256.HashData(all[Head..]).AsSpan().SequenceEqual(all.Slice(12, 32)) ? null : "is damaged: its checksum does not agree";
    }

    private static void WriteModels(BinaryWriter writer, Vehicle[] sorted, WordTable words)
    {
        var models = new List<(int First, int Rows)>();
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i > 0 && sorted[i].Make == sorted[i - 1].Make && sorted[i].Model == sorted[i - 1].Model) models[^1] = (models[^1].First, models[^1].Rows + 1);
            else models.Add((i, 1));
        }

        writer.Write(models.Count);
        foreach (var (first, rows) in models)
        {
            writer.Write(words.Of(sorted[first].Make));
            writer.Write(words.Of(sorted[first].Model));
            writer.Write(first);
            writer.Write(rows);
        }
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(checked((ushort)bytes.Length));
        writer.Write(bytes);
    }
}
