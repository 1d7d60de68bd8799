using System.Text.RegularExpressions;
using Cutline.Listings.Facts;

namespace Cutline.Listings.Languages;

/// <summary>What the words of fueleconomy.gov's file mean (https://www.fueleconomy.gov/feg/ws/index.shtml#vehicle).</summary>
internal static partial class Specification
{
    private static readonly (FactKind Kind, string Word, Concept[] Concepts)[] Meanings =
    [
        (FactKind.Drive, "Front-Wheel", [Concept.FrontDrive]), (FactKind.Drive, "Rear-Wheel", [Concept.RearDrive]),
        (FactKind.Drive, "All-Wheel", [Concept.AllDrive]), (FactKind.Drive, "4-Wheel", [Concept.AllDrive]),
        (FactKind.Transmission, "Manual", [Concept.Manual]), (FactKind.Transmission, "Automatic", [Concept.Automatic]),
        (FactKind.Transmission, "variable", [Concept.Variable]), (FactKind.Transmission, "(AV", [Concept.Variable]),
        (FactKind.Fuel, "Regular", [Concept.Gasoline]), (FactKind.Fuel, "Premium", [Concept.Gasoline]), (FactKind.Fuel, "Midgrade", [Concept.Gasoline]),
        (FactKind.Fuel, "Gasoline", [Concept.Gasoline]), (FactKind.Fuel, "Diesel", [Concept.Diesel]), (FactKind.Fuel, "Electricity", [Concept.Electric]),
        (FactKind.Fuel, "E85", [Concept.Ethanol]), (FactKind.Fuel, "CNG", [Concept.NaturalGas]), (FactKind.Fuel, "natural gas", [Concept.NaturalGas]),
        (FactKind.Fuel, "propane", [Concept.LiquefiedGas]), (FactKind.Fuel, "Hydrogen", [Concept.Hydrogen]),
        (FactKind.Technology, "Hybrid", [Concept.Hybrid]), (FactKind.Technology, "Plug-in", [Concept.PlugIn]), (FactKind.Technology, "Diesel", [Concept.Diesel]),
        (FactKind.Technology, "EV", [Concept.Electric]), (FactKind.Technology, "FCV", [Concept.Hydrogen, Concept.Electric]), (FactKind.Technology, "FFV", [Concept.Ethanol]),
        (FactKind.Induction, "Turbocharged", [Concept.Turbocharged]), (FactKind.Induction, "Supercharged", [Concept.Supercharged]),
    ];

    /// <summary>What a fact claims; empty for numbers and names.</summary>
    internal static IEnumerable<Concept> ConceptsOf(Fact fact) =>
        Meanings.Where(m => m.Kind == fact.Kind && fact.Value.Contains(m.Word, StringComparison.OrdinalIgnoreCase)).SelectMany(m => m.Concepts).Distinct();

    /// <summary>The gears of a transmission such as <c>Manual 6-spd</c> or <c>Automatic (AM-S7)</c>; null where there are none to count.</summary>
    internal static int? Gears(string transmission) =>
        Counted().Match(transmission) is { Success: true } match && int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) is > 1 and var gears ? gears : null;

    [GeneratedRegex(@"(?:^|[^\d])([0-9]{1,2})(?:-spd|\))")]
    private static partial Regex Counted();
}
