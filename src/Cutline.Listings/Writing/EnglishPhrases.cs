using Cutline.Listings.Languages;

namespace Cutline.Listings.Writing;

/// <summary>The phrases of the template in English.</summary>
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
        Terms = new Dictionary<CarFeature, string>
        {
            [CarFeature.FrontDrive] = "front-wheel drive",
            [CarFeature.RearDrive] = "rear-wheel drive",
            [CarFeature.AllDrive] = "all-wheel drive",
            [CarFeature.Manual] = "manual",
            [CarFeature.Automatic] = "automatic",
            [CarFeature.Variable] = "continuously variable",
            [CarFeature.DualClutch] = "dual-clutch",
            [CarFeature.Gasoline] = "gasoline",
            [CarFeature.Diesel] = "diesel",
            [CarFeature.Electric] = "electricity",
            [CarFeature.Hybrid] = "hybrid",
            [CarFeature.PlugIn] = "plug-in hybrid",
            [CarFeature.NaturalGas] = "natural gas",
            [CarFeature.LiquefiedGas] = "propane",
            [CarFeature.Ethanol] = "E85",
            [CarFeature.Hydrogen] = "hydrogen",
            [CarFeature.Turbocharged] = "turbocharged",
            [CarFeature.Supercharged] = "supercharged",
        },
    };
}
