namespace Cutline.Listings.Facts;

/// <summary>How many letters two words are apart: insertions, deletions, replacements, and neighbours exchanged (optimal string alignment).</summary>
internal static class EditDistance
{
    /// <summary>The longest words that are compared; longer ones are cut.</summary>
    internal const int Longest = 32;

    /// <param name="prefix">Whether what follows in <paramref name="word"/> costs nothing, as while it is being typed.</param>
    /// <param name="most">Whoever is further apart than this is not counted to the end.</param>
    /// <returns>The distance; where it is above <paramref name="most"/>, some number above it.</returns>
    internal static int Between(ReadOnlySpan<char> typed, ReadOnlySpan<char> word, bool prefix, int most = Longest)
    {
        typed = typed[..Math.Min(typed.Length, Longest)];
        word = word[..Math.Min(word.Length, Longest)];
        if (typed.Length - word.Length > most || (!prefix && word.Length - typed.Length > most)) return most + 1;
        if (prefix && word.Length > typed.Length + most) word = word[..(typed.Length + most)]; // no prefix that is near is longer
        Span<int> before = stackalloc int[Longest + 1], above = stackalloc int[Longest + 1], row = stackalloc int[Longest + 1];
        for (var j = 0; j <= word.Length; j++) above[j] = j;
        for (var i = 1; i <= typed.Length; i++)
        {
            var nearest = row[0] = i;
            for (var j = 1; j <= word.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (typed[i - 1] == word[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
                nearest = Math.Min(nearest, row[j]);
            }

            if (nearest > most) return nearest; // no later row has less: an exchange reaches back two rows, for 1
            var free = before;
            before = above;
            above = row;
            row = free;
        }

        var least = above[word.Length];
        if (prefix) foreach (var cost in above[..(word.Length + 1)]) least = Math.Min(least, cost);
        return least;
    }
}
