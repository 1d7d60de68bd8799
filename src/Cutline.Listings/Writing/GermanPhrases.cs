using Cutline.Listings.Languages;

namespace Cutline.Listings.Writing;

/// <summary>German.</summary>
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
        Terms = new Dictionary<Concept, string>
        {
            [Concept.FrontDrive] = "Frontantrieb",
            [Concept.RearDrive] = "Heckantrieb",
            [Concept.AllDrive] = "Allradantrieb",
            [Concept.Manual] = "Schaltgetriebe",
            [Concept.Automatic] = "Automatik",
            [Concept.Variable] = "stufenlos",
            [Concept.DualClutch] = "Doppelkupplung",
            [Concept.Gasoline] = "Benzin",
            [Concept.Diesel] = "Diesel",
            [Concept.Electric] = "Strom",
            [Concept.Hybrid] = "Hybrid",
            [Concept.PlugIn] = "Plug-in-Hybrid",
            [Concept.NaturalGas] = "Erdgas",
            [Concept.LiquefiedGas] = "Autogas",
            [Concept.Ethanol] = "E85",
            [Concept.Hydrogen] = "Wasserstoff",
            [Concept.Turbocharged] = "Turbolader",
            [Concept.Supercharged] = "Kompressor",
        },
    };
}
