using Cutline.Listings.Languages;

namespace Cutline.Listings.Writing;

/// <summary>The phrases of the template in Spanish.</summary>
internal static class SpanishPhrases
{
    internal static Phrases All { get; } = new()
    {
        Numbers = Phrases.Format(",", "."),
        ForSale = "Se vende: {0}, año de modelo {1}.",
        ForSaleWithoutYear = "Se vende: {0}.",
        Engine = "Motor: {0}.",
        Litres = "{0} litros",
        Cylinders = "{0} cilindros",
        Transmission = "Cambio: {0}.",
        Gears = "{0} marchas",
        Drive = "Tracción: {0}.",
        Fuel = "Combustible: {0}.",
        Consumption = "Consumo según la EPA: {0}.",
        City = "{0} en ciudad",
        Highway = "{0} en carretera",
        Combined = "{0} combinado",
        Range = "Autonomía según la EPA: {0}.",
        Mileage = "Kilometraje: {0}.",
        Colour = "Color: {0}.",
        Condition = "Estado: {0}.",
        Location = "Ubicación: {0}.",
        Price = "Precio: {0}.",
        Kilometres = "{0} km",
        MilesUnit = "{0} millas",
        Friendly = "¡Venga a verlo y pregunte lo que quiera saber!",
        Formal = "Quedamos a su disposición para cualquier consulta o visita.",
        Source = "Datos técnicos: agencia estadounidense EPA, fueleconomy.gov.",
        Terms = new Dictionary<CarFeature, string>
        {
            [CarFeature.FrontDrive] = "tracción delantera",
            [CarFeature.RearDrive] = "tracción trasera",
            [CarFeature.AllDrive] = "tracción total",
            [CarFeature.Manual] = "cambio manual",
            [CarFeature.Automatic] = "automático",
            [CarFeature.Variable] = "variador continuo",
            [CarFeature.DualClutch] = "doble embrague",
            [CarFeature.Gasoline] = "gasolina",
            [CarFeature.Diesel] = "diésel",
            [CarFeature.Electric] = "electricidad",
            [CarFeature.Hybrid] = "híbrido",
            [CarFeature.PlugIn] = "híbrido plug-in",
            [CarFeature.NaturalGas] = "gas natural",
            [CarFeature.LiquefiedGas] = "GLP",
            [CarFeature.Ethanol] = "E85",
            [CarFeature.Hydrogen] = "hidrógeno",
            [CarFeature.Turbocharged] = "turbo",
            [CarFeature.Supercharged] = "compresor",
        },
    };
}
