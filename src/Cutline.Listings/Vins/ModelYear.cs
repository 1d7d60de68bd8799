namespace Cutline.Listings.Vins;

/// <summary>
/// The model year: position 10, one of 30 characters that repeat every 30 years from 1980 on (49 CFR 565.15(d)(1), table VII).
/// </summary>
internal static class ModelYear
{
    private const string Codes = "ABCDEFGHJKLMNPRSTVWXY123456789";
    private const int FirstYear = 1980, Cycle = 30, CodeIndex = 9, CycleIndex = 6;

    /// <summary>Every year that the character at position 10 can mean.</summary>
    /// <param name="vin">17 allowed characters.</param>
    /// <param name="lastYear">The last possible model year.</param>
    /// <returns>The years, oldest first; empty where the character means no year.</returns>
    internal static IReadOnlyList<int> Candidates(string vin, int lastYear)
    {
        var code = Codes.IndexOf(vin[CodeIndex], StringComparison.Ordinal);
        if (code < 0) return [];
        var cycles = 1 + Math.Max(0, lastYear - FirstYear - code) / Cycle;
        return [.. Enumerable.Range(0, cycles).Select(n => FirstYear + code + n * Cycle).Where(y => y <= lastYear)];
    }

    /// <summary>Reads the model year.</summary>
    /// <param name="vin">17 allowed characters.</param>
    /// <param name="northAmerican">Whether the manufacturer is in North America.</param>
    /// <param name="light">Whether the manufacturer's identifier is for passenger cars alone; null where that is unknown.</param>
    /// <param name="lastYear">The last possible model year.</param>
    internal static VinPart<int?> Read(string vin, bool northAmerican, bool? light, int lastYear)
    {
        var years = Candidates(vin, lastYear);
        var code = $"'{vin[CodeIndex]}' at position 10";
        if (years.Count == 0)
            return northAmerican
                ? new(null, Certainty.Wrong, $"{code} is not a model year")
                : new(null, Certainty.Unknown, $"{code} is not a model year, which is not required outside North America");
        var either = string.Join(" or ", years);
        if (!northAmerican)
            return new(null, Certainty.Ambiguous, $"{code} can mean {either}; outside North America it need not be the model year");
        if (years.Count == 1) return new(years[0], Certainty.Certain, $"{code} means {years[0]}; no later year is possible yet");

        var letter = char.IsAsciiLetter(vin[CycleIndex]);
        var year = years.FirstOrDefault(y => y >= FirstYear + Cycle == letter);
        var reason = $"'{vin[CycleIndex]}' at position 7 is a {(letter ? "letter: 2010 or later" : "digit: before 2010")}";
        return light switch
        {
            true => new(year, Certainty.Certain, $"{code} can mean {either}; {reason}"),
            false => new(null, Certainty.Ambiguous, $"{code} can mean {either}; position 7 decides for light vehicles only"),
            null => new(year, Certainty.Likely, $"{code} can mean {either}; {reason}, which holds for vehicles up to 4,536 kg"),
        };
    }
}
