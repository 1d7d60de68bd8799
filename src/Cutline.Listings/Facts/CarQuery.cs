using System.Globalization;

namespace Cutline.Listings.Facts;

/// <summary>A car as it is typed: <c>2019 Audi A4</c>, in any order of year and the rest.</summary>
/// <param name="Year">Model year; null where none is given.</param>
/// <param name="Text">Make and model, or the beginning of them.</param>
public sealed record CarQuery(int? Year, string Text)
{
    /// <summary>A query longer than this is no car.</summary>
    public const int Longest = 200;

    private const int First = 1900, Last = 2100;

    /// <summary>The first word that can be a year is the year.</summary>
    /// <exception cref="FactsException">It is empty or longer than <see cref="Longest"/>.</exception>
    public static CarQuery Parse(string text)
    {
        if (text.Length > Longest) throw new FactsException($"a car is at most {Longest} characters long, and this is {text.Length}: give year, make and model");
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var at = Array.FindIndex(words, w => YearOf(w) is not null);
        if (words.All(w => Words.Plain(w).Length == 0)) throw new FactsException("no car is named: give year, make and model, such as 2019 Audi A4");
        return at < 0 ? new(null, string.Join(' ', words)) : new(YearOf(words[at]), string.Join(' ', words.Where((_, i) => i != at)));
    }

    private static int? YearOf(string word) =>
        word.Length == 4 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= First and <= Last ? year : null;
}
