using Cutline.Listings.Units;

namespace Cutline.Listings.Languages;

/// <summary>The English words for numbers, units and car features.</summary>
internal static class English
{
    internal static LanguageWords Words { get; } = new()
    {
        DecimalComma = false,
        Numbers = LanguageWords.NumberWordsFromZero(
            "zero one two three four five six seven eight nine ten "
            + "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"),
        Units =
        [
            ("miles? per gallon|miles to the gallon", Unit.Mpg), ("mi(?:les?)?", Unit.Miles), (@"(?:speeds?|gears?)", Unit.Gears),
            ("cylinders?|cyl", Unit.Cylinders), ("doors?", Unit.Doors), ("seats?|seater", Unit.Seats),
            (@"(?:previous |former |careful )?owners?", Unit.Owners), ("keys?", Unit.Keys), ("seconds?|s", Unit.Seconds),
            ("lbs?|pounds", Unit.Pounds), ("inch(?:es)?", Unit.Inches), ("months?", Unit.Months), ("years?", Unit.Years),
        ],
        Features =
        [
            (@"\bfront[- ]wheel[- ]drive\b", CarFeature.FrontDrive), (@"\brear[- ]wheel[- ]drive\b", CarFeature.RearDrive),
            (@"\b(?:all|four|4)[- ]wheel[- ]drive\b", CarFeature.AllDrive), (@"\bcontinuously variable\b", CarFeature.Variable),
            (@"\bdual[- ]clutch\b", CarFeature.DualClutch),
            (@"\bautomatic\b(?!\s+(?:climate|air|head|wip|emerg|brak|high|door|tailgate|start|park|light|temp|clos|level))",
                CarFeature.Automatic),
            (@"(?<!owner[’']?s?[’']? |instruction |user |service )\bmanual\b", CarFeature.Manual),
            (@"\bstick shift\b", CarFeature.Manual), (@"\b(?:gasoline|petrol|gas[- ](?:engine|powered))\b", CarFeature.Gasoline),
            (@"\bnatural gas\b", CarFeature.NaturalGas), (@"\b(?:liquefied petroleum gas|propane)\b", CarFeature.LiquefiedGas),
            (@"\b(?:ethanol|flex[- ]fuel)\b", CarFeature.Ethanol), (@"\b(?:hydrogen|fuel[- ]cell)\b", CarFeature.Hydrogen),
            (@"\b(?:(?:all|fully|battery|purely)[- ]electric|electric (?:car|vehicle|motor|drive|power|range)|electricity|EV)\b",
                CarFeature.Electric),
            (@"\bsupercharge[dr]\b", CarFeature.Supercharged),
        ],
    };
}
