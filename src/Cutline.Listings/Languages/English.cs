using Cutline.Listings.Checking;

namespace Cutline.Listings.Languages;

/// <summary>English.</summary>
internal static class English
{
    internal static LanguageWords Words { get; } = new()
    {
        DecimalComma = false,
        Numbers = LanguageWords.Counting("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"),
        Units =
        [
            ("miles? per gallon|miles to the gallon", Unit.Mpg), ("mi(?:les?)?", Unit.Miles), (@"(?:speeds?|gears?)", Unit.Gears), ("cylinders?|cyl", Unit.Cylinders), ("doors?", Unit.Doors), ("seats?|seater", Unit.Seats),
            (@"(?:previous |former |careful )?owners?", Unit.Owners), ("keys?", Unit.Keys), ("seconds?|s", Unit.Seconds), ("lbs?|pounds", Unit.Pounds), ("inch(?:es)?", Unit.Inches), ("months?", Unit.Months), ("years?", Unit.Years),
        ],
        Concepts =
        [
            (@"\bfront[- ]wheel[- ]drive\b", Concept.FrontDrive), (@"\brear[- ]wheel[- ]drive\b", Concept.RearDrive), (@"\b(?:all|four|4)[- ]wheel[- ]drive\b", Concept.AllDrive),
            (@"\bcontinuously variable\b", Concept.Variable), (@"\bdual[- ]clutch\b", Concept.DualClutch),
            (@"\bautomatic\b(?!\s+(?:climate|air|head|wip|emerg|brak|high|door|tailgate|start|park|light|temp|clos|level))", Concept.Automatic),
            (@"(?<!owner[’']?s?[’']? |instruction |user |service )\bmanual\b", Concept.Manual), (@"\bstick shift\b", Concept.Manual),
            (@"\b(?:gasoline|petrol|gas[- ](?:engine|powered))\b", Concept.Gasoline), (@"\bnatural gas\b", Concept.NaturalGas), (@"\b(?:liquefied petroleum gas|propane)\b", Concept.LiquefiedGas), (@"\b(?:ethanol|flex[- ]fuel)\b", Concept.Ethanol),
            (@"\b(?:hydrogen|fuel[- ]cell)\b", Concept.Hydrogen), (@"\b(?:(?:all|fully|battery|purely)[- ]electric|electric (?:car|vehicle|motor|drive|power|range)|electricity|EV)\b", Concept.Electric), (@"\bsupercharge[dr]\b", Concept.Supercharged),
        ],
    };
}
