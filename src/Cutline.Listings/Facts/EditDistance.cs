namespace Cutline.Listings.Facts;

/// <summary>
/// The edit distance of two words: insertions, deletions, replacements and exchanged neighbours (optimal string alignment, the restricted
/// Damerau-Levenshtein distance).
/// </summary>
internal static class EditDistance
{
    /// <summary>The number of letters that are compared; the rest of longer words is ignored.</summary>
    internal const int MaxLength = 32;

    /// <summary>Computes the distance.</summary>
    /// <param name="typed">The word as it was typed.</param>
    /// <param name="word">The word to compare it with.</param>
    /// <param name="prefix">
    /// Whether the rest of <paramref name="word"/> after the best prefix is free, as while a word is being typed.
    /// </param>
    /// <param name="limit">The largest distance of interest.</param>
    /// <returns>The distance; where it is above <paramref name="limit"/>, some number above it.</returns>
    internal static int Between(ReadOnlySpan<char> typed, ReadOnlySpan<char> word, bool prefix, int limit = MaxLength)
    {
        typed = typed[..Math.Min(typed.Length, MaxLength)];
        word = word[..Math.Min(word.Length, MaxLength)];
        if (typed.Length - word.Length > limit || (!prefix && word.Length - typed.Length > limit)) return limit + 1;
        if (prefix && word.Length > typed.Length + limit) word = word[..(typed.Length + limit)]; // a longer prefix is above the limit
        Span<int> before = stackalloc int[MaxLength + 1], above = stackalloc int[MaxLength + 1], row = stackalloc int[MaxLength + 1];
        for (var j = 0; j <= word.Length; j++) above[j] = j;
        for (var i = 1; i <= typed.Length; i++)
        {
            var least = row[0] = i;
            for (var j = 1; j <= word.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (typed[i - 1] == word[j - 1] ? 0 : 1));
                var exchanged = i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1];
                if (exchanged) row[j] = Math.Min(row[j], before[j - 2] + 1);
                least = Math.Min(least, row[j]);
            }

            if (least > limit) return least; // no later row has less: an exchange reaches back two rows and costs 1
            var free = before;
            before = above;
            above = row;
            row = free;
        }

        var distance = above[word.Length];
        if (!prefix) return distance;
        foreach (var cost in above[..(word.Length + 1)]) distance = Math.Min(distance, cost);
        return distance;
    }
}
