using Cutline.Listings.Checking;

namespace Cutline.Listings.Languages;

/// <summary>French.</summary>
internal static class French
{
    internal static LanguageWords Words { get; } = new()
    {
        DecimalComma = true,
        Numbers = LanguageWords.Counting("zéro un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt"),
        Units =
        [
            ("miles? par gallon", Unit.Mpg), ("miles?|milles?", Unit.Miles), ("rapports?|vitesses?", Unit.Gears), ("cylindres?", Unit.Cylinders), ("portes?", Unit.Doors), ("places?|sièges?", Unit.Seats),
            ("(?:anciens? )?propriétaires?|mains?", Unit.Owners), ("clés?|clefs?", Unit.Keys), ("secondes?|s", Unit.Seconds), ("pouces?", Unit.Inches), ("chevaux|ch|cv", Unit.MetricHorsepower), ("mois", Unit.Months), ("ans?|années?", Unit.Years),
        ],
        Concepts =
        [
            (@"\btraction avant\b|\broues avant motrices\b", Concept.FrontDrive), (@"\bpropulsion(?: arrière)?\b|\broues arrière motrices\b", Concept.RearDrive),
            (@"\btransmission intégrale\b|\b(?:quatre|4) roues motrices\b", Concept.AllDrive), (@"\bvariation continue\b", Concept.Variable), (@"\bdouble embrayage\b", Concept.DualClutch),
            (@"(?<!climatisation |clim |freinage |allumage )\bautomatique\b", Concept.Automatic), (@"\b(?:boîte|boite|transmission) (?:de vitesses )?(?:manuelle|mécanique)\b|\bmanuelle\b", Concept.Manual),
            (@"(?<!par )\bessence\b", Concept.Gasoline), (@"\bgazole\b", Concept.Diesel), (@"\bgaz naturel\b", Concept.NaturalGas), (@"\b(?:GPL|gaz de pétrole)\b", Concept.LiquefiedGas), (@"\béthanol\b", Concept.Ethanol),
            (@"\bhydrogène\b", Concept.Hydrogen), (@"\b100\s?%\s?électrique\b|\b(?:voiture|moteur|véhicule|tout|motorisation)[- ]électrique\b|\bélectricité\b", Concept.Electric), (@"\bcompresseur\b", Concept.Supercharged),
        ],
    };
}
