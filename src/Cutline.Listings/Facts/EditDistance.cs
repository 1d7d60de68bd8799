namespace Cutline.Listings.Facts;

/// <summary>How many letters two words are apart: insertions, deletions, replacements, and neighbours exchanged (optimal string alignment).</summary>
internal static class EditDistance
{
    /// <summary>The longest words that are compared; longer ones are cut.</summary>
    private const int Longest = 32;

    /// <param name="prefix">Whether what follows in <paramref name="word"/> costs nothing, as while it is being typed.</param>
    internal static int Between(ReadOnlySpan<char> typed, ReadOnlySpan<char> word, bool prefix)
    {
        typed = typed[..Math.Min(typed.Length, Longest)];
        word = word[..Math.Min(word.Length, Longest)];
        Span<int> before = stackalloc int[Longest + 1], above = stackalloc int[Longest + 1], row = stackalloc int[Longest + 1];
        for (var j = 0; j <= word.Length; j++) above[j] = j;
        for (var i = 1; i <= typed.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= word.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (typed[i - 1] == word[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            above.CopyTo(before);
            row.CopyTo(above);
        }

        var least = above[word.Length];
        if (prefix) foreach (var cost in above[..(word.Length + 1)]) least = Math.Min(least, cost);
        return least;
    }
}
