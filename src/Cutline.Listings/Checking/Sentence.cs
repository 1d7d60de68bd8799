namespace Cutline.Listings.Checking;

/// <summary>Where sentences end: at a line break, or at a stop with a space after it that is no point after a digit.</summary>
internal static class Sentence
{
    /// <returns>The place after the sentence that begins here; -1 where it has not ended yet.</returns>
    internal static int End(string text, int from)
    {
        for (var at = from; at + 1 < text.Length; at++)
        {
            if (text[at] == '\n') return at + 1;
            if (text[at] is '.' or '!' or '?' && char.IsWhiteSpace(text[at + 1]) && !(text[at] == '.' && at > from && char.IsAsciiDigit(text[at - 1]))) return at + 1;
        }

        return -1;
    }

    internal static IEnumerable<string> In(string text)
    {
        var from = 0;
        for (int end; (end = End(text, from)) >= 0; from = end) yield return text[from..end];
        yield return text[from..];
    }
}
