using Cutline.Listings.Languages;

namespace Cutline.Listings.Export;

/// <summary>The labels on a printed listing in one language.</summary>
internal sealed record SheetLabels
{
    private static readonly SheetLabels English = new()
    {
        Mileage = "Mileage",
        Colour = "Colour",
        Condition = "Condition",
        Location = "Location",
        VehicleNumber = "Vehicle identification number",
        Data = "Technical data",
        Sources = "Sources",
        Photo = "Photo",
        EpaNote = "Consumption, CO₂ and range as measured by the US Environmental Protection Agency.",
    };

    private static readonly SheetLabels German = new()
    {
        Mileage = "Laufleistung",
        Colour = "Farbe",
        Condition = "Zustand",
        Location = "Standort",
        VehicleNumber = "Fahrgestellnummer",
        Data = "Technische Daten",
        Sources = "Quellen",
        Photo = "Foto",
        EpaNote = "Verbrauch, CO₂ und Reichweite nach Messung der US-Umweltbehörde EPA.",
    };

    private static readonly SheetLabels French = new()
    {
        Mileage = "Kilométrage",
        Colour = "Couleur",
        Condition = "État",
        Location = "Lieu",
        VehicleNumber = "Numéro de série (VIN)",
        Data = "Données techniques",
        Sources = "Sources",
        Photo = "Photo",
        EpaNote = "Consommation, CO₂ et autonomie mesurés par l’agence américaine EPA.",
    };

    private static readonly SheetLabels Spanish = new()
    {
        Mileage = "Kilometraje",
        Colour = "Color",
        Condition = "Estado",
        Location = "Lugar",
        VehicleNumber = "Número de bastidor",
        Data = "Datos técnicos",
        Sources = "Fuentes",
        Photo = "Foto",
        EpaNote = "Consumo, CO₂ y autonomía medidos por la agencia estadounidense EPA.",
    };

    internal required string Mileage { get; init; }

    internal required string Colour { get; init; }

    internal required string Condition { get; init; }

    internal required string Location { get; init; }

    internal required string VehicleNumber { get; init; }

    /// <summary>The heading of the facts.</summary>
    internal required string Data { get; init; }

    internal required string Sources { get; init; }

    internal required string Photo { get; init; }

    /// <summary>A note that the EPA measured the consumption.</summary>
    internal required string EpaNote { get; init; }

    internal static SheetLabels Of(Language language) => language switch
    {
        Language.German => German,
        Language.French => French,
        Language.Spanish => Spanish,
        _ => English,
    };
}
