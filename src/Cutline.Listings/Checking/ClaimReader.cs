using System.Text.RegularExpressions;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Checking;

/// <summary>Finds what a piece of text claims. What one claim has taken, no later one does: words first, then numbers, then numbers as words.</summary>
internal sealed partial class ClaimReader(Language language)
{
    private const int FirstYear = 1900, LastYear = 2100;
    private readonly LanguageWords words = LanguageWords.Of(language);

    internal IReadOnlyList<Claim> Read(string text)
    {
        var claims = new List<Claim>();
        var taken = new bool[text.Length];
        foreach (var (regex, concept) in words.ClaimingWords)
            foreach (Match match in regex.Matches(text)) Take(new(match.Index, match.Length, match.Value) { Concept = concept });
        foreach (Match match in Engine().Matches(text)) Take(new(match.Index, match.Length, match.Value) { Measure = new(Parsed(match.Groups[1].Value).Value, Unit.Cylinders) });
        foreach (Match match in NumberText.Pattern(words.DecimalComma).Matches(text)) Take(Number(text, match));
        foreach (Match match in words.NumberWord.Matches(text))
            if (Spelled(text, match) is { } claim) Take(claim);
        claims.Sort((a, b) => a.Start.CompareTo(b.Start));
        return claims;

        void Take(Claim claim)
        {
            var place = taken.AsSpan(claim.Start, claim.Length);
            if (place.Contains(true)) return;
            place.Fill(true);
            claims.Add(claim);
        }
    }

    private (double Value, int Decimals) Parsed(string digits) => NumberText.Parse(digits, words.DecimalComma);

    private Claim Number(string text, Match match)
    {
        var (value, decimals) = Parsed(match.Value);
        var end = match.Index + match.Length;
        if (Currency().Match(text[..match.Index]) is { Success: true } money) return Claimed(text, money.Index, end, new(value, CurrencyOf(money.Groups[1].Value), decimals));
        if (EmissionClass().Match(text[..match.Index]) is { Success: true } norm && UnitAfter(text, end) is null) return Claimed(text, norm.Index, end, new(value, Unit.EmissionClass, decimals));
        var (from, to) = Token(text, match.Index, end);
        if (from == match.Index && UnitAfter(text, end) is { } found) return Claimed(text, from, found.End, new(value, found.Unit, decimals));
        if (from != match.Index || to != end) return new(from, to - from, text[from..to]);
        var isYear = match.Length == 4 && decimals == 0 && value is >= FirstYear and <= LastYear;
        return Claimed(text, from, end, new(value, isYear ? Unit.Year : Unit.None, decimals));
    }

    private Claim? Spelled(string text, Match match)
    {
        var value = words.Numbers[match.Groups[1].Value];
        var end = match.Index + match.Length;
        if (UnitAfter(text, end) is { } found) return Claimed(text, match.Index, found.End, new(value, found.Unit));
        return value == 1 ? null : Claimed(text, match.Index, end, new(value, Unit.None));
    }

    private (Unit Unit, int End)? UnitAfter(string text, int at)
    {
        foreach (var (regex, unit) in words.UnitsAfterNumber)
            if (regex.Match(text, at) is { Success: true } match) return (unit, at + match.Length);
        return null;
    }

    /// <summary>The word that a number is part of, such as A4, 328i or F-150.</summary>
    private static (int From, int To) Token(string text, int from, int to)
    {
        while (from > 0 && (char.IsLetterOrDigit(text[from - 1]) || (text[from - 1] == '-' && from > 1 && char.IsLetter(text[from - 2])))) from--;
        while (to < text.Length && (char.IsLetterOrDigit(text[to]) || (text[to] == '-' && to + 1 < text.Length && char.IsLetter(text[to + 1])))) to++;
        return (from, to);
    }

    private static Claim Claimed(string text, int from, int to, Measure measure) => new(from, to - from, text[from..to]) { Measure = measure };

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
