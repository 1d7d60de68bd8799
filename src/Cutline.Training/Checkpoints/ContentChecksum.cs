using System.Buffers;
using System.IO.Hashing;
using System.Text;
using Cutline.Training.Checkpoints.Files;

namespace Cutline.Training.Checkpoints;

/// <summary>
/// The checksum of a safetensors file, an entry of its metadata: XXH3 of the header, with zeros in place of the checksum, and of the data.
/// One wrong bit anywhere in a file that was written with it is noticed. Files of other programs have none.
/// </summary>
internal sealed class ContentChecksum
{
    /// <summary>The entry's name.</summary>
    internal const string Key = "cutline.checksum";

    private const string Kind = "xxh3:";
    private const int Digits = 16, Block = 1 << 24;

    private static readonly byte[] Before = Encoding.ASCII.GetBytes($"\"{Key}\":\"{Kind}");
    private readonly XxHash3 hash = new();

    /// <summary>The entry's value while the checksum is not known.</summary>
    internal static string Unknown { get; } = Kind + new string('0', Digits);

    /// <summary>Takes the next bytes in.</summary>
    internal void Append(ReadOnlySpan<byte> bytes) => hash.Append(bytes);

    /// <summary>The digits of the bytes so far.</summary>
    internal byte[] ToDigits() => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetCurrentHash()));

    /// <summary>Where in a header the digits are; -1 where it has none.</summary>
    internal static int Find(ReadOnlySpan<byte> header) => header.IndexOf(Before) is var at and >= 0 ? at + Before.Length : -1;

    /// <summary>Compares a file with its checksum, where it has one.</summary>
    /// <exception cref="InvalidDataException">They differ.</exception>
    internal static void Verify(MappedFile file, ReadOnlySpan<byte> header, SafeTensorsHeader parsed)
    {
        if (!parsed.Metadata.Any(entry => entry.Key == Key || Looks(entry.Value))) return;
        var at = Find(header);
        if (at < 0 || at + Digits > header.Length) throw Wrong();
        var sum = new ContentChecksum();
        sum.Append(header[..at]);
        sum.Append(Encoding.ASCII.GetBytes(new string('0', Digits)));
        sum.Append(header[(at + Digits)..]);
        for (var from = parsed.DataStart; from < file.Length; from += Block)
            sum.Append(file.Bytes(from, Math.Min(Block, file.Length - from)));
        if (!header.Slice(at, Digits).SequenceEqual(sum.ToDigits())) throw Wrong();
    }

    /// <summary>Whether a text is a checksum: the damage may be in its name.</summary>
    private static bool Looks(string text) =>
        text.Length == Unknown.Length && text.StartsWith(Kind, StringComparison.Ordinal)
        && !text.AsSpan(Kind.Length).ContainsAnyExcept(Hex);

    private static SearchValues<char> Hex { get; } = SearchValues.Create("0123456789abcdef");

    private static InvalidDataException Wrong() => Damage.Of(
        $"its content is not that of its checksum ({Key}), or another program changed it and kept that entry");
}
