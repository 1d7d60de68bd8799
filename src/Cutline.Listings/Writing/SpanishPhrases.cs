using Cutline.Listings.Languages;

namespace Cutline.Listings.Writing;

/// <summary>Spanish.</summary>
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
        Terms = new Dictionary<Concept, string>
        {
            [Concept.FrontDrive] = "tracción delantera",
            [Concept.RearDrive] = "tracción trasera",
            [Concept.AllDrive] = "tracción total",
            [Concept.Manual] = "cambio manual",
            [Concept.Automatic] = "automático",
            [Concept.Variable] = "variador continuo",
            [Concept.DualClutch] = "doble embrague",
            [Concept.Gasoline] = "gasolina",
            [Concept.Diesel] = "diésel",
            [Concept.Electric] = "electricidad",
            [Concept.Hybrid] = "híbrido",
            [Concept.PlugIn] = "híbrido plug-in",
            [Concept.NaturalGas] = "gas natural",
            [Concept.LiquefiedGas] = "GLP",
            [Concept.Ethanol] = "E85",
            [Concept.Hydrogen] = "hidrógeno",
            [Concept.Turbocharged] = "turbo",
            [Concept.Supercharged] = "compresor",
        },
    };
}
