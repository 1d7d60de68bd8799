using Cutline.Listings.Languages;

namespace Cutline.Listings.Writing;

/// <summary>The phrases of the template in German.</summary>
internal static class GermanPhrases
{
    internal static Phrases All { get; } = new()
    {
        Numbers = Phrases.Format(",", "."),
        ForSale = "Zu verkaufen: {0}, Modelljahr {1}.",
        ForSaleWithoutYear = "Zu verkaufen: {0}.",
        Engine = "Motor: {0}.",
        Litres = "{0} Liter Hubraum",
        Cylinders = "{0} Zylinder",
        Transmission = "Getriebe: {0}.",
        Gears = "{0} Gänge",
        Drive = "Antrieb: {0}.",
        Fuel = "Kraftstoff: {0}.",
        Consumption = "Verbrauch nach EPA: {0}.",
        City = "{0} innerorts",
        Highway = "{0} außerorts",
        Combined = "{0} kombiniert",
        Range = "Reichweite nach EPA: {0}.",
        Mileage = "Laufleistung: {0}.",
        Colour = "Farbe: {0}.",
        Condition = "Zustand: {0}.",
        Location = "Standort: {0}.",
        Price = "Preis: {0}.",
        Kilometres = "{0} km",
        MilesUnit = "{0} Meilen",
        Friendly = "Kommen Sie vorbei, und fragen Sie, was Sie wissen möchten!",
        Formal = "Für Fragen und Besichtigungen stehen wir Ihnen gern zur Verfügung.",
        Source = "Technische Daten: US-Umweltbehörde EPA, fueleconomy.gov.",
        Terms = new Dictionary<CarFeature, string>
        {
            [CarFeature.FrontDrive] = "Frontantrieb",
            [CarFeature.RearDrive] = "Heckantrieb",
            [CarFeature.AllDrive] = "Allradantrieb",
            [CarFeature.Manual] = "Schaltgetriebe",
            [CarFeature.Automatic] = "Automatik",
            [CarFeature.Variable] = "stufenlos",
            [CarFeature.DualClutch] = "Doppelkupplung",
            [CarFeature.Gasoline] = "Benzin",
            [CarFeature.Diesel] = "Diesel",
            [CarFeature.Electric] = "Strom",
            [CarFeature.Hybrid] = "Hybrid",
            [CarFeature.PlugIn] = "Plug-in-Hybrid",
            [CarFeature.NaturalGas] = "Erdgas",
            [CarFeature.LiquefiedGas] = "Autogas",
            [CarFeature.Ethanol] = "E85",
            [CarFeature.Hydrogen] = "Wasserstoff",
            [CarFeature.Turbocharged] = "Turbolader",
            [CarFeature.Supercharged] = "Kompressor",
        },
    };
}
