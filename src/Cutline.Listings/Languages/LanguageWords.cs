using System.Text.RegularExpressions;
using Cutline.Listings.Checking;

namespace Cutline.Listings.Languages;

/// <summary>How one language counts, and names what can be claimed of a car.</summary>
internal sealed class LanguageWords
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Units of every language, by what follows a number. Earlier ones go first.</summary>
    private static readonly (string Pattern, Unit Unit)[] Everywhere =
    [
        (@"(?:l|litres?|liters?|Liter|litros)\s?/\s?100\s?km", Unit.LitresPer100Km), (@"kWh\s?/\s?100\s?km", Unit.KwhPer100Km), (@"kWh\s?/\s?100\s?mi(?:les)?", Unit.KwhPer100Miles),
        (@"g(?:\s?CO[2₂])?\s?/\s?km", Unit.GramsPerKm), (@"g(?:\s?CO[2₂])?\s?/\s?mi(?:le)?", Unit.GramsPerMile), (@"km\s?/\s?l", Unit.KilometresPerLitre),
        (@"km\s?/\s?h", Unit.KmPerHour), ("kmh|kph", Unit.KmPerHour), ("mph", Unit.Mph), ("MPGe", Unit.Mpge), ("mpg", Unit.Mpg), ("kWh", Unit.KilowattHours), ("kW", Unit.Kilowatts),
        ("km|kilomet(?:er|re)s?|kilómetros?|kilomètres?", Unit.Kilometres), ("cc|ccm|cm³|cm3|cubic centimet(?:re|er)s", Unit.CubicCentimetres), ("Nm", Unit.NewtonMetres),
        ("PS|metric horsepower", Unit.MetricHorsepower), ("b?hp|horsepower", Unit.Horsepower), (@"lb-?\s?ft|ft-?\s?lbs?|pound-feet", Unit.PoundFeet),
        ("kg", Unit.Kilograms), ("%|percent|Prozent|pour cent|por ciento", Unit.Percent), ("€|EUR|euros?", Unit.Euros), ("US-?Dollars?|USD|dollars?|dólares|\\$", Unit.Dollars),
        ("£|GBP|pounds sterling", Unit.PoundsSterling), ("CHF|Franken|francs", Unit.Francs), ("l|litres?|liters?|litros?", Unit.Litres), ("volts?|V", Unit.Volts),
    ];

    /// <summary>Drives, fuels and so on by names that no language translates.</summary>
    private static readonly (string Pattern, Concept Concept)[] Names =
    [
        (@"\bFWD\b", Concept.FrontDrive), (@"\bRWD\b", Concept.RearDrive), (@"\b(?:AWD|4WD|4[x×]4)\b", Concept.AllDrive), (@"\bCVT\b", Concept.Variable), (@"\b(?:DCT|DSG)\b", Concept.DualClutch),
        (@"\bplug-?in\b(?:[- ]h[yí]brid\w*)?", Concept.PlugIn), (@"\b\w*diesel\w*\b", Concept.Diesel), (@"\b(?:h[yí]brid[eoa]?s?|\w*hybrid\w*)\b", Concept.Hybrid),
        (@"\b(?:bi|twin-?\s?)?turbo(?:charge[dr]|lader|motor)?s?\b|\bturbo[ -]\w+", Concept.Turbocharged), (@"\bE-?85\b", Concept.Ethanol), (@"\bCNG\b", Concept.NaturalGas), (@"\bLPG\b", Concept.LiquefiedGas),
    ];

    internal required bool DecimalComma { get; init; }

    /// <summary>0 to 20 as words; those of 1 count only with a unit, being articles.</summary>
    internal required IReadOnlyDictionary<string, int> Numbers { get; init; }

    /// <summary>Words that follow a number, as patterns.</summary>
    internal required (string Pattern, Unit Unit)[] Units { get; init; }

    /// <summary>Words that claim something, as patterns.</summary>
    internal required (string Pattern, Concept Concept)[] Concepts { get; init; }

    internal IReadOnlyList<(Regex Regex, Unit Unit)> UnitsAfterNumber => field ??=
        [.. Units.Concat(Everywhere).Select(u => (new Regex($@"\G[\s\u00A0\u202F]?(?:-[\s\u00A0]?)?(?:{u.Pattern})(?![\p{{L}}\d])", Options), u.Unit))];

    internal IReadOnlyList<(Regex Regex, Concept Concept)> ClaimingWords => field ??= [.. Concepts.Concat(Names).Select(c => (new Regex(c.Pattern, Options), c.Concept))];

    /// <summary>A number as a word, alone or, as German has it, with what it counts: Sechsgang, Vierzylinder.</summary>
    internal Regex NumberWord => field ??= new($@"(?<![\p{{L}}\d])({string.Join('|', Numbers.Keys.OrderByDescending(n => n.Length))})(?=gang|stuf|zylinder|tür|sitz|[^\p{{L}}]|$)", Options);

    internal static LanguageWords Of(Language language) => language switch
    {
        Language.German => German.Words,
        Language.French => French.Words,
        Language.Spanish => Spanish.Words,
        _ => English.Words,
    };

    internal static IReadOnlyDictionary<string, int> Counting(string words) =>
        words.Split(' ').SelectMany((same, value) => same.Split('/').Select(word => (word, value))).ToDictionary(n => n.word, n => n.value, StringComparer.OrdinalIgnoreCase);
}
