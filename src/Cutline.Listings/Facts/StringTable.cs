namespace Cutline.Listings.Facts;

/// <summary>The distinct strings of a file, each with a number; 0 is the number of null.</summary>
internal sealed class StringTable
{
    private readonly Dictionary<string, ushort> numbers = new(StringComparer.Ordinal);
    private readonly List<string> all = [""];

    /// <summary>The strings by their numbers.</summary>
    internal IReadOnlyList<string> All => all;

    /// <summary>The number of a string, which is added where it is new.</summary>
    /// <exception cref="FactsException">There are more than 65535 strings.</exception>
    internal ushort Add(string? text)
    {
        if (text is null) return 0;
        if (numbers.TryGetValue(text, out var number)) return number;
        if (all.Count > ushort.MaxValue)
            throw new FactsException($"the file has more than {ushort.MaxValue} different texts: it is not a file of vehicles");
        number = (ushort)all.Count;
        all.Add(text);
        numbers[text] = number;
        return number;
    }
}
