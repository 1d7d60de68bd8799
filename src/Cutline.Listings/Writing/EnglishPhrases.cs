using Cutline.Listings.Languages;

namespace Cutline.Listings.Writing;

/// <summary>English.</summary>
internal static class EnglishPhrases
{
    internal static Phrases All { get; } = new()
    {
        Numbers = Phrases.Format(".", ","),
        Miles = true,
        ForSale = "For sale: {1} {0}.",
        ForSaleWithoutYear = "For sale: {0}.",
        Engine = "Engine: {0}.",
        Litres = "{0} litres",
        Cylinders = "{0} cylinders",
        Transmission = "Transmission: {0}.",
        Gears = "{0} gears",
        Drive = "Drive: {0}.",
        Fuel = "Fuel: {0}.",
        Consumption = "Consumption by the EPA: {0}.",
        City = "{0} city",
        Highway = "{0} highway",
        Combined = "{0} combined",
        Range = "Range by the EPA: {0}.",
        Mileage = "Mileage: {0}.",
        Colour = "Colour: {0}.",
        Condition = "Condition: {0}.",
        Location = "Location: {0}.",
        Price = "Price: {0}.",
        Kilometres = "{0} km",
        MilesUnit = "{0} miles",
        Friendly = "Come and see it, and ask whatever you would like to know!",
        Formal = "We are at your service for questions and viewings.",
        Source = "Technical data: US Environmental Protection Agency, fueleconomy.gov.",
        Terms = new Dictionary<Concept, string>
        {
            [Concept.FrontDrive] = "front-wheel drive",
            [Concept.RearDrive] = "rear-wheel drive",
            [Concept.AllDrive] = "all-wheel drive",
            [Concept.Manual] = "manual",
            [Concept.Automatic] = "automatic",
            [Concept.Variable] = "continuously variable",
            [Concept.DualClutch] = "dual-clutch",
            [Concept.Gasoline] = "gasoline",
            [Concept.Diesel] = "diesel",
            [Concept.Electric] = "electricity",
            [Concept.Hybrid] = "hybrid",
            [Concept.PlugIn] = "plug-in hybrid",
            [Concept.NaturalGas] = "natural gas",
            [Concept.LiquefiedGas] = "propane",
            [Concept.Ethanol] = "E85",
            [Concept.Hydrogen] = "hydrogen",
            [Concept.Turbocharged] = "turbocharged",
            [Concept.Supercharged] = "supercharged",
        },
    };
}
