using System.Text;

namespace Cutline.Listings.Writing;

/// <summary>Reads lines of a server's answer, none of which may be longer than a limit.</summary>
/// <param name="reader">The answer.</param>
/// <param name="longest">The limit in characters.</param>
internal sealed class BoundedLines(TextReader reader, int longest)
{
    private readonly char[] block = new char[4096];
    private int at, end;
    private bool afterReturn;

    /// <summary>The next line without its end, which is LF, CR, or both; null at the end of the answer.</summary>
    /// <exception cref="FormatException">It is longer than the limit.</exception>
    internal async ValueTask<string?> ReadAsync(CancellationToken cancel)
    {
        StringBuilder? line = null;
        while (true)
        {
            if (at == end)
            {
                (at, end) = (0, await reader.ReadAsync(block, cancel).ConfigureAwait(false));
                if (end == 0) return line?.ToString();
            }

            if (afterReturn && block[at] == '\n') at++;
            afterReturn = false;
            var rest = block.AsSpan(at, end - at);
            var length = rest.IndexOfAny('\r', '\n');
            line ??= new();
            line.Append(length < 0 ? rest : rest[..length]);
            if (line.Length > longest) throw new FormatException($"sends a line of more than {longest} characters");
            if (length < 0)
            {
                at = end;
                if (rest.Length == 0 && line.Length == 0) line = null; // the second half of a line's end
                continue;
            }

            afterReturn = rest[length] == '\r';
            at += length + 1;
            return line.ToString();
        }
    }
}
