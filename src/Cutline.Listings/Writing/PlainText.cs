using System.Text;

namespace Cutline.Listings.Writing;

/// <summary>
/// Text of a server as it may be shown: without control characters but line breaks and tabs, and without halves of characters.
/// </summary>
internal sealed class PlainText
{
    private const char Replacement = '\uFFFD';

    private char? high; // the first half of a character, whose second one the next piece may have

    /// <summary>Cleans the next piece of a text.</summary>
    internal string Add(string piece)
    {
        var clean = new StringBuilder(piece.Length);
        foreach (var c in piece)
        {
            if (high is { } first)
            {
                high = null;
                if (char.IsLowSurrogate(c))
                {
                    clean.Append(first).Append(c);
                    continue;
                }

                clean.Append(Replacement);
            }

            if (char.IsHighSurrogate(c)) high = c;
            else if (char.IsLowSurrogate(c)) clean.Append(Replacement);
            else if (c is '\n' or '\t' || !(char.IsControl(c) || c == '\uFEFF')) clean.Append(c);
        }

        return clean.ToString();
    }

    /// <summary>What a server says of an error, in one line, short enough for one, and without a secret.</summary>
    /// <param name="text">The server's words.</param>
    /// <param name="secret">A key that the server may have repeated; null where there is none.</param>
    internal static string Line(string text, string? secret)
    {
        const int Longest = 200;
        var words = new PlainText().Add(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var line = string.Join(' ', words);
        if (!string.IsNullOrEmpty(secret)) line = line.Replace(secret, "…", StringComparison.Ordinal);
        return line.Length <= Longest ? line : line[..(char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest)] + "…";
    }
}
