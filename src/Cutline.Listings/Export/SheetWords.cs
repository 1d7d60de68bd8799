using Cutline.Listings.Languages;

namespace Cutline.Listings.Export;

/// <summary>What a printed listing says beside what is known, in one language.</summary>
internal sealed record SheetWords(string Mileage, string Colour, string Condition, string Location, string Number, string Data, string Sources, string Photo, string Epa)
{
    private static readonly SheetWords
        English = new("Mileage", "Colour", "Condition", "Location", "Vehicle identification number", "Technical data", "Sources", "Photo", "Consumption, CO₂ and range as measured by the US Environmental Protection Agency."),
        German = new("Laufleistung", "Farbe", "Zustand", "Standort", "Fahrgestellnummer", "Technische Daten", "Quellen", "Foto", "Verbrauch, CO₂ und Reichweite nach Messung der US-Umweltbehörde EPA."),
        French = new("Kilométrage", "Couleur", "État", "Lieu", "Numéro de série (VIN)", "Données techniques", "Sources", "Photo", "Consommation, CO₂ et autonomie mesurés par l’agence américaine EPA."),
        Spanish = new("Kilometraje", "Color", "Estado", "Lugar", "Número de bastidor", "Datos técnicos", "Fuentes", "Foto", "Consumo, CO₂ y autonomía medidos por la agencia estadounidense EPA.");

    internal static SheetWords Of(Language language) => language switch
    {
        Language.German => German,
        Language.French => French,
        Language.Spanish => Spanish,
        _ => English,
    };
}
