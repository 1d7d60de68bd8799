using System.Globalization;
using System.Text.RegularExpressions;
using Cutline.Listings.Facts;

namespace Cutline.Listings.Languages;

/// <summary>The meaning of the terms in fueleconomy.gov's file (https://www.fueleconomy.gov/feg/ws/index.shtml#vehicle).</summary>
internal static partial class EpaTerms
{
    private static readonly (FactKind Kind, string Word, CarFeature[] Features)[] Meanings =
    [
        (FactKind.Drive, "Front-Wheel", [CarFeature.FrontDrive]), (FactKind.Drive, "Rear-Wheel", [CarFeature.RearDrive]),
        (FactKind.Drive, "All-Wheel", [CarFeature.AllDrive]), (FactKind.Drive, "4-Wheel", [CarFeature.AllDrive]),
        (FactKind.Transmission, "Manual", [CarFeature.Manual]), (FactKind.Transmission, "Automatic", [CarFeature.Automatic]),
        (FactKind.Transmission, "variable", [CarFeature.Variable]), (FactKind.Transmission, "(AV", [CarFeature.Variable]),
        (FactKind.Fuel, "Regular", [CarFeature.Gasoline]), (FactKind.Fuel, "Premium", [CarFeature.Gasoline]),
        (FactKind.Fuel, "Midgrade", [CarFeature.Gasoline]), (FactKind.Fuel, "Gasoline", [CarFeature.Gasoline]),
        (FactKind.Fuel, "Diesel", [CarFeature.Diesel]), (FactKind.Fuel, "Electricity", [CarFeature.Electric]),
        (FactKind.Fuel, "E85", [CarFeature.Ethanol]), (FactKind.Fuel, "CNG", [CarFeature.NaturalGas]),
        (FactKind.Fuel, "natural gas", [CarFeature.NaturalGas]), (FactKind.Fuel, "propane", [CarFeature.LiquefiedGas]),
        (FactKind.Fuel, "Hydrogen", [CarFeature.Hydrogen]), (FactKind.Technology, "Hybrid", [CarFeature.Hybrid]),
        (FactKind.Technology, "Plug-in", [CarFeature.PlugIn]), (FactKind.Technology, "Diesel", [CarFeature.Diesel]),
        (FactKind.Technology, "EV", [CarFeature.Electric]),
        (FactKind.Technology, "FCV", [CarFeature.Hydrogen, CarFeature.Electric]),
        (FactKind.Technology, "FFV", [CarFeature.Ethanol]), (FactKind.Induction, "Turbocharged", [CarFeature.Turbocharged]),
        (FactKind.Induction, "Supercharged", [CarFeature.Supercharged]),
    ];

    /// <summary>The features that a fact states; empty for numbers and names.</summary>
    internal static IEnumerable<CarFeature> FeaturesOf(Fact fact)
    {
        var meant = Meanings.Where(m => m.Kind == fact.Kind && fact.Value.Contains(m.Word, StringComparison.OrdinalIgnoreCase));
        return meant.SelectMany(m => m.Features).Distinct();
    }

    /// <summary>
    /// The number of gears of a transmission such as <c>Manual 6-spd</c> or <c>Automatic (AM-S7)</c>; null where it names none.
    /// </summary>
    internal static int? GearCount(string transmission)
    {
        if (Gears().Match(transmission) is not { Success: true } match) return null;
        var gears = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return gears > 1 ? gears : null;
    }

    [GeneratedRegex(@"(?:^|[^\d])([0-9]{1,2})(?:-spd|\))")]
    private static partial Regex Gears();
}
