using Cutline.Listings.Units;

namespace Cutline.Listings.Languages;

/// <summary>The French words for numbers, units and car features.</summary>
internal static class French
{
    internal static LanguageWords Words { get; } = new()
    {
        DecimalComma = true,
        Numbers = LanguageWords.NumberWordsFromZero(
            "zéro un/une deux trois quatre cinq six sept huit neuf dix "
            + "onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt"),
        Units =
        [
            ("miles? par gallon", Unit.Mpg), ("miles?|milles?", Unit.Miles), ("rapports?|vitesses?", Unit.Gears),
            ("cylindres?", Unit.Cylinders), ("portes?", Unit.Doors), ("places?|sièges?", Unit.Seats),
            ("(?:anciens? )?propriétaires?|mains?", Unit.Owners), ("clés?|clefs?", Unit.Keys), ("secondes?|s", Unit.Seconds),
            ("pouces?", Unit.Inches), ("chevaux|ch|cv", Unit.MetricHorsepower), ("mois", Unit.Months), ("ans?|années?", Unit.Years),
        ],
        Features =
        [
            (@"\btraction avant\b|\broues avant motrices\b", CarFeature.FrontDrive),
            (@"\bpropulsion(?: arrière)?\b|\broues arrière motrices\b", CarFeature.RearDrive),
            (@"\btransmission intégrale\b|\b(?:quatre|4) roues motrices\b", CarFeature.AllDrive),
            (@"\bvariation continue\b", CarFeature.Variable), (@"\bdouble embrayage\b", CarFeature.DualClutch),
            (@"(?<!climatisation |clim |freinage |allumage )\bautomatique\b", CarFeature.Automatic),
            (@"\b(?:boîte|boite|transmission) (?:de vitesses )?(?:manuelle|mécanique)\b|\bmanuelle\b", CarFeature.Manual),
            (@"(?<!par )\bessence\b", CarFeature.Gasoline), (@"\bgazole\b", CarFeature.Diesel),
            (@"\bgaz naturel\b", CarFeature.NaturalGas), (@"\b(?:GPL|gaz de pétrole)\b", CarFeature.LiquefiedGas),
            (@"\béthanol\b", CarFeature.Ethanol), (@"\bhydrogène\b", CarFeature.Hydrogen),
            (@"\b100\s?%\s?électrique\b|\b(?:voiture|moteur|véhicule|tout|motorisation)[- ]électrique\b|\bélectricité\b",
                CarFeature.Electric),
            (@"\bcompresseur\b", CarFeature.Supercharged),
        ],
    };
}
