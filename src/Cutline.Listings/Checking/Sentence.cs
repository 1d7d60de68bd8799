namespace Cutline.Listings.Checking;

/// <summary>
/// Splits text into sentences: they end at a line break, or at a stop before white space, unless it is a point after a digit.
/// </summary>
internal static class Sentence
{
    /// <summary>Finds the end of the sentence that starts at an offset.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The offset.</param>
    /// <param name="searched">Before this offset no sentence ends that begins there; an earlier search has found that.</param>
    /// <returns>The offset after the sentence; -1 where it has not ended.</returns>
    internal static int End(string text, int start, int searched = 0)
    {
        for (var at = Math.Max(start, searched); at + 1 < text.Length; at++)
        {
            if (text[at] == '\n') return at + 1;
            var isDecimalPoint = text[at] == '.' && at > start && char.IsAsciiDigit(text[at - 1]);
            if (text[at] is '.' or '!' or '?' && char.IsWhiteSpace(text[at + 1]) && !isDecimalPoint) return at + 1;
        }

        return -1;
    }

    /// <summary>The sentences of a whole text.</summary>
    internal static IEnumerable<string> In(string text)
    {
        var start = 0;
        for (int end; (end = End(text, start)) >= 0; start = end) yield return text[start..end];
        yield return text[start..];
    }
}
