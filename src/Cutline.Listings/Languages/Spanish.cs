using Cutline.Listings.Units;

namespace Cutline.Listings.Languages;

/// <summary>The Spanish words for numbers, units and car features.</summary>
internal static class Spanish
{
    internal static LanguageWords Words { get; } = new()
    {
        DecimalComma = true,
        Numbers = LanguageWords.NumberWordsFromZero(
            "cero un/uno/una dos tres cuatro cinco seis siete ocho nueve diez "
            + "once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte"),
        Units =
        [
            ("millas por galón", Unit.Mpg), ("millas?", Unit.Miles), ("velocidades|marchas?|relaciones", Unit.Gears),
            ("cilindros?", Unit.Cylinders), ("puertas?", Unit.Doors), ("plazas?|asientos?", Unit.Seats),
            ("propietarios?|dueños?", Unit.Owners), ("llaves?", Unit.Keys), ("segundos?|s", Unit.Seconds),
            ("pulgadas?", Unit.Inches), ("caballos|cv", Unit.MetricHorsepower), ("meses|mes", Unit.Months), ("años?", Unit.Years),
        ],
        Features =
        [
            (@"\btracción delantera\b", CarFeature.FrontDrive), (@"\b(?:tracción|propulsión) trasera\b", CarFeature.RearDrive),
            (@"\btracción (?:total|integral|a las (?:cuatro|4) ruedas|en las (?:cuatro|4) ruedas)\b", CarFeature.AllDrive),
            (@"\bvariador continuo\b|\bvariación continua\b", CarFeature.Variable), (@"\bdoble embrague\b", CarFeature.DualClutch),
            (@"(?<!climatizador |aire |freno |encendido )\bautomátic[oa]\b", CarFeature.Automatic),
            (@"\b(?:cambio|caja|transmisión) manual\b|(?<!el |del |con )\bmanual\b", CarFeature.Manual),
            (@"\bgasolina\b", CarFeature.Gasoline), (@"\bdiésel\b|\bgasóleo\b", CarFeature.Diesel),
            (@"\bgas natural\b", CarFeature.NaturalGas), (@"\b(?:GLP|gas licuado)\b", CarFeature.LiquefiedGas),
            (@"\betanol\b", CarFeature.Ethanol), (@"\bhidrógeno\b", CarFeature.Hydrogen),
            (@"\b100\s?%\s?eléctric[oa]\b|\b(?:coche|motor|vehículo|totalmente) eléctric[oa]\b|\belectricidad\b", CarFeature.Electric),
            (@"\bcompresor\b", CarFeature.Supercharged),
        ],
    };
}
