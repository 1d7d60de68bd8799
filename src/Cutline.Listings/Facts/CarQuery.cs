using System.Globalization;

namespace Cutline.Listings.Facts;

/// <summary>A search for a car, such as <c>2019 Audi A4</c>; the year may be at any place.</summary>
/// <param name="Year">The model year; null where none is given.</param>
/// <param name="Text">Make and model, or their beginning.</param>
public sealed record CarQuery(int? Year, string Text)
{
    /// <summary>The longest query, in characters.</summary>
    public const int MaxLength = 200;

    private const int FirstYear = 1900, LastYear = 2100;

    /// <summary>Reads a query as a person types it. The first word that can be a year is the year.</summary>
    /// <exception cref="FactsException">The query is empty or longer than <see cref="MaxLength"/>.</exception>
    public static CarQuery Parse(string text)
    {
        if (text.Length > MaxLength)
            throw new FactsException($"a car is at most {MaxLength} characters long, and this is {text.Length}: give year, make and model");
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.All(w => SearchText.Normalize(w).Length == 0))
            throw new FactsException("no car is named: give year, make and model, such as 2019 Audi A4");
        var yearAt = Array.FindIndex(words, w => YearOf(w) is not null);
        if (yearAt < 0) return new(null, string.Join(' ', words));
        return new(YearOf(words[yearAt]), string.Join(' ', words.Where((_, i) => i != yearAt)));
    }

    private static int? YearOf(string word)
    {
        var isNumber = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var year);
        return isNumber && word.Length == 4 && year is >= FirstYear and <= LastYear ? year : null;
    }
}
