using Cutline.Listings.Units;

namespace Cutline.Listings.Languages;

/// <summary>The German words for numbers, units and car features.</summary>
internal static class German
{
    internal static LanguageWords Words { get; } = new()
    {
        DecimalComma = true,
        Numbers = LanguageWords.NumberWordsFromZero(
            "null ein/eins/eine/einen/einem/einer zwei drei vier fünf sechs sieben acht neun zehn "
            + "elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig"),
        Units =
        [
            (@"Meilen pro Gallone", Unit.Mpg), ("Meilen?", Unit.Miles), ("Gänge|Gang|Gangs|Stufen", Unit.Gears),
            (@"gang\w*", Unit.Gears), (@"Zylinder\w*", Unit.Cylinders), (@"Tür(?:en?|er|ig\w*)", Unit.Doors),
            (@"Sitz(?:e|er|plätze|ig\w*)", Unit.Seats), (@"(?:Vor)?besitzer", Unit.Owners),
            (@"Vorbesitzer|Halter|Hand", Unit.Owners), ("Schlüssel", Unit.Keys), ("Sekunden?|s", Unit.Seconds),
            ("Zoll", Unit.Inches), ("Kubikzentimeter|Kubik", Unit.CubicCentimetres), ("Monate?n?", Unit.Months),
            ("Jahre?n?", Unit.Years), (@"Pferdestärken", Unit.MetricHorsepower),
        ],
        Features =
        [
            (@"\b(?:Front|Vorderrad)antrieb\b", CarFeature.FrontDrive), (@"\b(?:Heck|Hinterrad)antrieb\b", CarFeature.RearDrive),
            (@"\b(?:Allrad\w*|Vierradantrieb)\b", CarFeature.AllDrive), (@"\bstufenlos\w*\b", CarFeature.Variable),
            (@"\bDoppelkupplung\w*\b", CarFeature.DualClutch),
            (@"\b(?:Automatik(?:getriebe|schaltung)?|\w+gangautomatik)\b", CarFeature.Automatic),
            (@"\b(?:\w*schaltgetriebe|Handschalt\w*|manuelle\w* (?:Getriebe|Schaltung))\b", CarFeature.Manual),
            (@"\b(?:Benzin\w*|Ottomotor)\b", CarFeature.Gasoline), (@"\bErdgas\b", CarFeature.NaturalGas),
            (@"\b(?:Autogas|Flüssiggas)\b", CarFeature.LiquefiedGas), (@"\bEthanol\b", CarFeature.Ethanol),
            (@"\b(?:Wasserstoff|Brennstoffzelle)\w*\b", CarFeature.Hydrogen),
            (@"\b(?:Elektro(?:auto|fahrzeug|motor|antrieb|wagen)\w*|(?:voll|rein )elektrisch\w*|E-Auto|Stromer|Strom)\b",
                CarFeature.Electric),
            (@"\b(?:Kompressor(?:motor|aufladung)?)\b", CarFeature.Supercharged),
        ],
    };
}
