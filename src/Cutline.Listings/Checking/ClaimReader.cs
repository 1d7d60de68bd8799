using System.Text.RegularExpressions;
using Cutline.Listings.Languages;
using Cutline.Listings.Units;

namespace Cutline.Listings.Checking;

/// <summary>
/// Finds the claims of a text. They do not overlap: feature words come first, then numbers in digits, then numbers in words.
/// </summary>
internal sealed partial class ClaimReader(Language language)
{
    private const int FirstYear = 1900, LastYear = 2100;

    /// <summary>
    /// The most characters that are looked at before a number for its currency, and on either side for the word it is in.
    /// </summary>
    private const int MostBefore = 16, MostOfWord = 64;

    private readonly LanguageWords words = LanguageWords.Of(language);

    /// <summary>The claims in the order of the text.</summary>
    internal IReadOnlyList<Claim> Read(string text)
    {
        var claims = new List<Claim>();
        var taken = new bool[text.Length];
        foreach (var (regex, feature) in words.FeatureWords)
            foreach (Match match in regex.Matches(text)) Add(new(match.Index, match.Length, match.Value) { Feature = feature });
        foreach (Match match in Engine().Matches(text)) Add(EngineClaim(match));
        foreach (Match match in NumberText.Pattern(words.DecimalComma).Matches(text)) Add(NumberClaim(text, match));
        foreach (Match match in words.NumberWord.Matches(text))
            if (NumberWordClaim(text, match) is { } claim) Add(claim);
        claims.Sort((a, b) => a.Start.CompareTo(b.Start));
        return claims;

        void Add(Claim claim)
        {
            var range = taken.AsSpan(claim.Start, claim.Length);
            if (range.Contains(true)) return;
            range.Fill(true);
            claims.Add(claim);
        }
    }

    /// <summary>An engine's layout with its cylinders, such as V6.</summary>
    private Claim EngineClaim(Match match) =>
        new(match.Index, match.Length, match.Value) { Measure = new(Parsed(match.Groups[1].Value).Value, Unit.Cylinders) };

    /// <summary>A number in digits with its currency or unit, an emission class, a name with digits, a year, or a number alone.</summary>
    private Claim NumberClaim(string text, Match match)
    {
        var (value, decimals) = Parsed(match.Value);
        var first = Math.Max(0, match.Index - MostBefore);
        var (before, end) = (text[first..match.Index], match.Index + match.Length);
        if (Currency().Match(before) is { Success: true } currency)
            return MeasureClaim(text, first + currency.Index, end, new(value, CurrencyOf(currency.Groups[1].Value), decimals));
        if (EmissionClass().Match(before) is { Success: true } emission && UnitAfter(text, end) is null)
            return MeasureClaim(text, first + emission.Index, end, new(value, Unit.EmissionClass, decimals));
        var (wordStart, wordEnd) = WordAround(text, match.Index, end);
        if (wordStart == match.Index && UnitAfter(text, end) is { } found)
            return MeasureClaim(text, wordStart, found.End, new(value, found.Unit, decimals));
        if (wordStart != match.Index || wordEnd != end) return new(wordStart, wordEnd - wordStart, text[wordStart..wordEnd]);
        var isYear = match.Length == 4 && decimals == 0 && value is >= FirstYear and <= LastYear;
        return MeasureClaim(text, wordStart, end, new(value, isYear ? Unit.Year : Unit.None, decimals));
    }

    /// <summary>
    /// A number in words with its unit, or a number above 1 without one; null for 1 without a unit, which may be an article.
    /// </summary>
    private Claim? NumberWordClaim(string text, Match match)
    {
        var value = words.Numbers[match.Groups[1].Value];
        var end = match.Index + match.Length;
        if (UnitAfter(text, end) is { } found) return MeasureClaim(text, match.Index, found.End, new(value, found.Unit));
        return value == 1 ? null : MeasureClaim(text, match.Index, end, new(value, Unit.None));
    }

    private (double Value, int Decimals) Parsed(string digits) => NumberText.Parse(digits, words.DecimalComma);

    private (Unit Unit, int End)? UnitAfter(string text, int at)
    {
        foreach (var (regex, unit) in words.UnitsAfterNumber)
            if (regex.Match(text, at) is { Success: true } match) return (unit, at + match.Length);
        return null;
    }

    /// <summary>The word that a number is part of, such as A4, 328i or F-150.</summary>
    private static (int Start, int End) WordAround(string text, int start, int end)
    {
        var (least, most) = (Math.Max(0, start - MostOfWord), Math.Min(text.Length, end + MostOfWord));
        while (start > least && (char.IsLetterOrDigit(text[start - 1]) || HyphenAndLetter(start - 1, start - 2))) start--;
        while (end < most && (char.IsLetterOrDigit(text[end]) || HyphenAndLetter(end, end + 1))) end++;
        return (start, end);

        bool HyphenAndLetter(int hyphen, int letter) =>
            text[hyphen] == '-' && letter >= 0 && letter < text.Length && char.IsLetter(text[letter]);
    }

    private static Claim MeasureClaim(string text, int start, int end, Measure measure) =>
        new(start, end - start, text[start..end]) { Measure = measure };

    private static Unit CurrencyOf(string sign) => sign.ToUpperInvariant() switch
    {
        "€" or "EUR" => Unit.Euros,
        "£" or "GBP" => Unit.PoundsSterling,
        "CHF" => Unit.Francs,
        _ => Unit.Dollars,
    };

    [GeneratedRegex(@"(?<![\p{L}\d-])[VIRWL]-?([0-9]{1,2})(?![\p{L}\d-])")]
    private static partial Regex Engine();

    [GeneratedRegex(@"(?<!\p{L})(€|EUR|\$|USD|US\$|£|GBP|CHF)[\s\u00A0\u202F]?$", RegexOptions.IgnoreCase)]
    private static partial Regex Currency();

    [GeneratedRegex(@"(?<!\p{L})Euro[\s-]?$", RegexOptions.IgnoreCase)]
    private static partial Regex EmissionClass();
}
