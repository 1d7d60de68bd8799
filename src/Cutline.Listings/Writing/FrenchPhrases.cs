using Cutline.Listings.Languages;

namespace Cutline.Listings.Writing;

/// <summary>The phrases of the template in French.</summary>
internal static class FrenchPhrases
{
    internal static Phrases All { get; } = new()
    {
        Numbers = Phrases.Format(",", "\u202F"),
        ForSale = "À vendre : {0}, année-modèle {1}.",
        ForSaleWithoutYear = "À vendre : {0}.",
        Engine = "Moteur : {0}.",
        Litres = "{0} litres",
        Cylinders = "{0} cylindres",
        Transmission = "Boîte de vitesses : {0}.",
        Gears = "{0} rapports",
        Drive = "Transmission : {0}.",
        Fuel = "Carburant : {0}.",
        Consumption = "Consommation selon l’EPA : {0}.",
        City = "{0} en ville",
        Highway = "{0} sur route",
        Combined = "{0} en cycle mixte",
        Range = "Autonomie selon l’EPA : {0}.",
        Mileage = "Kilométrage : {0}.",
        Colour = "Couleur : {0}.",
        Condition = "État : {0}.",
        Location = "Lieu : {0}.",
        Price = "Prix : {0}.",
        Kilometres = "{0} km",
        MilesUnit = "{0} miles",
        Friendly = "Venez la voir et posez toutes vos questions !",
        Formal = "Nous restons à votre disposition pour toute question ou visite.",
        Source = "Données techniques : agence américaine EPA, fueleconomy.gov.",
        Terms = new Dictionary<CarFeature, string>
        {
            [CarFeature.FrontDrive] = "traction avant",
            [CarFeature.RearDrive] = "propulsion arrière",
            [CarFeature.AllDrive] = "transmission intégrale",
            [CarFeature.Manual] = "manuelle",
            [CarFeature.Automatic] = "automatique",
            [CarFeature.Variable] = "variation continue",
            [CarFeature.DualClutch] = "double embrayage",
            [CarFeature.Gasoline] = "essence",
            [CarFeature.Diesel] = "diesel",
            [CarFeature.Electric] = "électricité",
            [CarFeature.Hybrid] = "hybride",
            [CarFeature.PlugIn] = "hybride plug-in",
            [CarFeature.NaturalGas] = "gaz naturel",
            [CarFeature.LiquefiedGas] = "GPL",
            [CarFeature.Ethanol] = "E85",
            [CarFeature.Hydrogen] = "hydrogène",
            [CarFeature.Turbocharged] = "turbo",
            [CarFeature.Supercharged] = "compresseur",
        },
    };
}
