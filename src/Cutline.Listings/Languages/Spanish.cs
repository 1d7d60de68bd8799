using Cutline.Listings.Checking;

namespace Cutline.Listings.Languages;

/// <summary>Spanish.</summary>
internal static class Spanish
{
    internal static LanguageWords Words { get; } = new()
    {
        DecimalComma = true,
        Numbers = LanguageWords.Counting("cero un/uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte"),
        Units =
        [
            ("millas por galón", Unit.Mpg), ("millas?", Unit.Miles), ("velocidades|marchas?|relaciones", Unit.Gears), ("cilindros?", Unit.Cylinders), ("puertas?", Unit.Doors), ("plazas?|asientos?", Unit.Seats),
            ("propietarios?|dueños?", Unit.Owners), ("llaves?", Unit.Keys), ("segundos?|s", Unit.Seconds), ("pulgadas?", Unit.Inches), ("caballos|cv", Unit.MetricHorsepower), ("meses|mes", Unit.Months), ("años?", Unit.Years),
        ],
        Concepts =
        [
            (@"\btracción delantera\b", Concept.FrontDrive), (@"\b(?:tracción|propulsión) trasera\b", Concept.RearDrive), (@"\btracción (?:total|integral|a las (?:cuatro|4) ruedas|en las (?:cuatro|4) ruedas)\b", Concept.AllDrive),
            (@"\bvariador continuo\b|\bvariación continua\b", Concept.Variable), (@"\bdoble embrague\b", Concept.DualClutch), (@"(?<!climatizador |aire |freno |encendido )\bautomátic[oa]\b", Concept.Automatic),
            (@"\b(?:cambio|caja|transmisión) manual\b|(?<!el |del |con )\bmanual\b", Concept.Manual), (@"\bgasolina\b", Concept.Gasoline), (@"\bdiésel\b|\bgasóleo\b", Concept.Diesel), (@"\bgas natural\b", Concept.NaturalGas),
            (@"\b(?:GLP|gas licuado)\b", Concept.LiquefiedGas), (@"\betanol\b", Concept.Ethanol), (@"\bhidrógeno\b", Concept.Hydrogen),
            (@"\b100\s?%\s?eléctric[oa]\b|\b(?:coche|motor|vehículo|totalmente) eléctric[oa]\b|\belectricidad\b", Concept.Electric), (@"\bcompresor\b", Concept.Supercharged),
        ],
    };
}
