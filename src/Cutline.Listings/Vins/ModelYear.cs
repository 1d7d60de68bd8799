namespace Cutline.Listings.Vins;

/// <summary>The model year: position 10, one of 30 characters that come round every 30 years from 1980 on (49 CFR 565.15(d)(1), table VII).</summary>
internal static class ModelYear
{
    private const string Codes = "ABCDEFGHJKLMNPRSTVWXY123456789";
    private const int First = 1980, Cycle = 30, CodeAt = 9, CycleAt = 6;

    /// <param name="vin">17 characters of those that are allowed.</param>
    /// <param name="last">The last model year that there can be.</param>
    /// <returns>Every year that the character can stand for, oldest first; empty where it stands for none.</returns>
    internal static IReadOnlyList<int> Candidates(string vin, int last)
    {
        var at = Codes.IndexOf(vin[CodeAt], StringComparison.Ordinal);
        if (at < 0) return [];
        return [.. Enumerable.Range(0, 1 + Math.Max(0, last - First - at) / Cycle).Select(n => First + at + n * Cycle).Where(y => y <= last)];
    }

    /// <param name="northAmerican">Whether the number is of a maker there.</param>
    /// <param name="light">Whether the maker's identifier is one of passenger cars alone; null where that is not known.</param>
    internal static VinPart<int?> Read(string vin, bool northAmerican, bool? light, int last)
    {
        var years = Candidates(vin, last);
        var code = $"'{vin[CodeAt]}' at position 10";
        if (years.Count == 0) return new(null, northAmerican ? Certainty.Wrong : Certainty.Unknown, $"{code} stands for no year{(northAmerican ? "" : ", and outside North America it need not")}");
        var either = string.Join(" or ", years);
        if (!northAmerican) return new(null, Certainty.Ambiguous, $"{code} can stand for {either}; outside North America it need not stand for a year");
        if (years.Count == 1) return new(years[0], Certainty.Certain, $"{code} stands for {years[0]}, and no later year is possible yet");

        var letter = char.IsAsciiLetter(vin[CycleAt]);
        var year = years.FirstOrDefault(y => y >= First + Cycle == letter);
        var why = $"'{vin[CycleAt]}' at position 7 is a {(letter ? "letter: 2010 or later" : "digit: before 2010")}";
        return light switch
        {
            true => new(year, Certainty.Certain, $"{code} can stand for {either}; {why}"),
            false => new(null, Certainty.Ambiguous, $"{code} can stand for {either}; position 7 decides for light vehicles only"),
            null => new(year, Certainty.Likely, $"{code} can stand for {either}; {why}, which holds for vehicles up to 4,536 kg"),
        };
    }
}
