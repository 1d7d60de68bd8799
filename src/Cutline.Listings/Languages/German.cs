using Cutline.Listings.Checking;

namespace Cutline.Listings.Languages;

/// <summary>German.</summary>
internal static class German
{
    internal static LanguageWords Words { get; } = new()
    {
        DecimalComma = true,
        Numbers = LanguageWords.Counting("null ein/eins/eine/einen/einem/einer zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig"),
        Units =
        [
            (@"Meilen pro Gallone", Unit.Mpg), ("Meilen?", Unit.Miles), ("Gänge|Gang|Gangs|Stufen", Unit.Gears), (@"gang\w*", Unit.Gears), (@"Zylinder\w*", Unit.Cylinders), (@"Tür(?:en?|er|ig\w*)", Unit.Doors),
            (@"Sitz(?:e|er|plätze|ig\w*)", Unit.Seats), (@"(?:Vor)?besitzer", Unit.Owners), (@"Vorbesitzer|Halter|Hand", Unit.Owners), ("Schlüssel", Unit.Keys), ("Sekunden?|s", Unit.Seconds), ("Zoll", Unit.Inches),
            ("Kubikzentimeter|Kubik", Unit.CubicCentimetres), ("Monate?n?", Unit.Months), ("Jahre?n?", Unit.Years), (@"Pferdestärken", Unit.MetricHorsepower),
        ],
        Concepts =
        [
            (@"\b(?:Front|Vorderrad)antrieb\b", Concept.FrontDrive), (@"\b(?:Heck|Hinterrad)antrieb\b", Concept.RearDrive), (@"\b(?:Allrad\w*|Vierradantrieb)\b", Concept.AllDrive),
            (@"\bstufenlos\w*\b", Concept.Variable), (@"\bDoppelkupplung\w*\b", Concept.DualClutch), (@"\b(?:Automatik(?:getriebe|schaltung)?|\w+gangautomatik)\b", Concept.Automatic),
            (@"\b(?:\w*schaltgetriebe|Handschalt\w*|manuelle\w* (?:Getriebe|Schaltung))\b", Concept.Manual), (@"\b(?:Benzin\w*|Ottomotor)\b", Concept.Gasoline), (@"\bErdgas\b", Concept.NaturalGas), (@"\b(?:Autogas|Flüssiggas)\b", Concept.LiquefiedGas),
            (@"\bEthanol\b", Concept.Ethanol), (@"\b(?:Wasserstoff|Brennstoffzelle)\w*\b", Concept.Hydrogen),
            (@"\b(?:Elektro(?:auto|fahrzeug|motor|antrieb|wagen)\w*|(?:voll|rein )elektrisch\w*|E-Auto|Stromer|Strom)\b", Concept.Electric), (@"\b(?:Kompressor(?:motor|aufladung)?)\b", Concept.Supercharged),
        ],
    };
}
