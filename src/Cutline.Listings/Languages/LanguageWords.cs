using System.Text.RegularExpressions;
using Cutline.Listings.Units;

namespace Cutline.Listings.Languages;

/// <summary>The words of a language for numbers, units and car features.</summary>
internal sealed class LanguageWords
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Patterns of units in all languages; earlier ones are tried first.</summary>
    private static readonly (string Pattern, Unit Unit)[] InternationalUnits =
    [
        (@"(?:l|litres?|liters?|Liter|litros)\s?/\s?100\s?km", Unit.LitresPer100Km), (@"kWh\s?/\s?100\s?km", Unit.KwhPer100Km),
        (@"kWh\s?/\s?100\s?mi(?:les)?", Unit.KwhPer100Miles), (@"g(?:\s?CO[2₂])?\s?/\s?km", Unit.GramsPerKm),
        (@"g(?:\s?CO[2₂])?\s?/\s?mi(?:le)?", Unit.GramsPerMile), (@"km\s?/\s?l", Unit.KilometresPerLitre),
        (@"km\s?/\s?h", Unit.KmPerHour), ("kmh|kph", Unit.KmPerHour), ("mph", Unit.Mph), ("MPGe", Unit.Mpge), ("mpg", Unit.Mpg),
        ("kWh", Unit.KilowattHours), ("kW", Unit.Kilowatts), ("km|kilomet(?:er|re)s?|kilómetros?|kilomètres?", Unit.Kilometres),
        ("cc|ccm|cm³|cm3|cubic centimet(?:re|er)s", Unit.CubicCentimetres), ("Nm", Unit.NewtonMetres),
        ("PS|metric horsepower", Unit.MetricHorsepower), ("b?hp|horsepower", Unit.Horsepower),
        (@"lb-?\s?ft|ft-?\s?lbs?|pound-feet", Unit.PoundFeet), ("kg", Unit.Kilograms),
        ("%|percent|Prozent|pour cent|por ciento", Unit.Percent), ("€|EUR|euros?", Unit.Euros),
        ("US-?Dollars?|USD|dollars?|dólares|\\$", Unit.Dollars), ("£|GBP|pounds sterling", Unit.PoundsSterling),
        ("CHF|Franken|francs", Unit.Francs), ("l|litres?|liters?|litros?", Unit.Litres), ("volts?|V", Unit.Volts),
    ];

    /// <summary>Patterns of feature names that are the same in all languages.</summary>
    private static readonly (string Pattern, CarFeature Feature)[] InternationalFeatures =
    [
        (@"\bFWD\b", CarFeature.FrontDrive), (@"\bRWD\b", CarFeature.RearDrive), (@"\b(?:AWD|4WD|4[x×]4)\b", CarFeature.AllDrive),
        (@"\bCVT\b", CarFeature.Variable), (@"\b(?:DCT|DSG)\b", CarFeature.DualClutch),
        (@"\bplug-?in\b(?:[- ]h[yí]brid\w*)?", CarFeature.PlugIn), (@"\b\w*diesel\w*\b", CarFeature.Diesel),
        (@"\b(?:h[yí]brid[eoa]?s?|\w*hybrid\w*)\b", CarFeature.Hybrid),
        (@"\b(?:bi|twin-?\s?)?turbo(?:charge[dr]|lader|motor)?s?\b|\bturbo[ -]\w+", CarFeature.Turbocharged),
        (@"\bE-?85\b", CarFeature.Ethanol), (@"\bCNG\b", CarFeature.NaturalGas), (@"\bLPG\b", CarFeature.LiquefiedGas),
    ];

    /// <summary>Whether the decimal separator is a comma; else a point.</summary>
    internal required bool DecimalComma { get; init; }

    /// <summary>The words for 0 to 20. A word for 1 counts only with a unit: it may be an article.</summary>
    internal required IReadOnlyDictionary<string, int> Numbers { get; init; }

    /// <summary>Patterns of the units that follow a number.</summary>
    internal required (string Pattern, Unit Unit)[] Units { get; init; }

    /// <summary>Patterns of the words that claim a feature.</summary>
    internal required (string Pattern, CarFeature Feature)[] Features { get; init; }

    /// <summary>The units that follow a number, in the order in which they are tried.</summary>
    internal IReadOnlyList<(Regex Regex, Unit Unit)> UnitsAfterNumber =>
        field ??= [.. Units.Concat(InternationalUnits).Select(AfterNumber)];

    /// <summary>The words that claim a feature, in the order in which they are tried.</summary>
    internal IReadOnlyList<(Regex Regex, CarFeature Feature)> FeatureWords =>
        field ??= [.. Features.Concat(InternationalFeatures).Select(f => (new Regex(f.Pattern, Options), f.Feature))];

    /// <summary>A number as a word, alone or, as in German compounds, before what it counts: Sechsgang, Vierzylinder.</summary>
    internal Regex NumberWord => field ??= new(
        $@"(?<![\p{{L}}\d])({string.Join('|', Numbers.Keys.OrderByDescending(n => n.Length))})(?=gang|stuf|zylinder|tür|sitz|[^\p{{L}}]|$)",
        Options);

    /// <summary>The words of a language.</summary>
    internal static LanguageWords Of(Language language) => language switch
    {
        Language.German => German.Words,
        Language.French => French.Words,
        Language.Spanish => Spanish.Words,
        _ => English.Words,
    };

    /// <summary>Parses words for 0, 1, 2 and so on, separated by spaces; synonyms are separated by slashes.</summary>
    internal static IReadOnlyDictionary<string, int> NumberWordsFromZero(string words) => words.Split(' ')
        .SelectMany((synonyms, value) => synonyms.Split('/').Select(word => (word, value)))
        .ToDictionary(n => n.word, n => n.value, StringComparer.OrdinalIgnoreCase);

    private static (Regex Regex, Unit Unit) AfterNumber((string Pattern, Unit Unit) unit) =>
        (new Regex($@"\G[\s\u00A0\u202F]?(?:-[\s\u00A0]?)?(?:{unit.Pattern})(?![\p{{L}}\d])", Options), unit.Unit);
}
