namespace Cutline.Listings.Facts;

/// <summary>The different words of a file, each once, numbered; 0 is "nothing".</summary>
internal sealed class WordTable
{
    private readonly Dictionary<string, ushort> numbers = new(StringComparer.Ordinal);
    private readonly List<string> all = [""];

    internal IReadOnlyList<string> All => all;

    /// <exception cref="FactsException">There are more than 65535.</exception>
    internal ushort Of(string? word)
    {
        if (word is null) return 0;
        if (numbers.TryGetValue(word, out var number)) return number;
        if (all.Count > ushort.MaxValue) throw new FactsException($"the file has more than {ushort.MaxValue} different words in its columns: it is no file of vehicles");
        number = (ushort)all.Count;
        all.Add(word);
        numbers[word] = number;
        return number;
    }
}
