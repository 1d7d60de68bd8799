using Cutline.Listings.Facts;

namespace Cutline.Listings.Languages;

/// <summary>The labels of facts in each language, and the units of their numbers.</summary>
public static class FactLabels
{
    private static readonly Dictionary<FactKind, string[]> Labels = new()
    {
        [FactKind.Year] = ["Model year", "Modelljahr", "Année-modèle", "Año del modelo"],
        [FactKind.Make] = ["Make", "Marke", "Marque", "Marca"],
        [FactKind.Model] = ["Model", "Modell", "Modèle", "Modelo"],
        [FactKind.SizeClass] = ["Size class (EPA)", "Größenklasse (EPA)", "Catégorie (EPA)", "Categoría (EPA)"],
        [FactKind.Cylinders] = ["Cylinders", "Zylinder", "Cylindres", "Cilindros"],
        [FactKind.Displacement] = ["Engine size", "Hubraum", "Cylindrée", "Cilindrada"],
        [FactKind.Drive] = ["Drive", "Antrieb", "Roues motrices", "Tracción"],
        [FactKind.Transmission] = ["Transmission", "Getriebe", "Boîte de vitesses", "Cambio"],
        [FactKind.Fuel] = ["Fuel", "Kraftstoff", "Carburant", "Combustible"],
        [FactKind.CityMpg] = ["Consumption, city", "Verbrauch, innerorts", "Consommation, ville", "Consumo, ciudad"],
        [FactKind.HighwayMpg] = ["Consumption, highway", "Verbrauch, außerorts", "Consommation, route", "Consumo, carretera"],
        [FactKind.CombinedMpg] = ["Consumption, combined", "Verbrauch, kombiniert", "Consommation, mixte", "Consumo, combinado"],
        [FactKind.CityMpge] = ["Consumption, city", "Verbrauch, innerorts", "Consommation, ville", "Consumo, ciudad"],
        [FactKind.HighwayMpge] = ["Consumption, highway", "Verbrauch, außerorts", "Consommation, route", "Consumo, carretera"],
        [FactKind.CombinedMpge] = ["Consumption, combined", "Verbrauch, kombiniert", "Consommation, mixte", "Consumo, combinado"],
        [FactKind.Co2] = ["CO₂ from the tailpipe", "CO₂ am Auspuff", "CO₂ à l’échappement", "CO₂ en el escape"],
        [FactKind.Range] = ["Range", "Reichweite", "Autonomie", "Autonomía"],
        [FactKind.Motor] =
            ["Electric motor or battery", "Elektromotor oder Batterie", "Moteur électrique ou batterie", "Motor eléctrico o batería"],
        [FactKind.Induction] = ["Induction", "Aufladung", "Suralimentation", "Sobrealimentación"],
        [FactKind.Technology] = ["Technology", "Technik", "Technologie", "Tecnología"],
    };

    /// <summary>The label of a fact, such as <c>Engine size</c>.</summary>
    public static string Label(this FactKind kind, Language language = Language.English) => Labels[kind][(int)language];

    /// <summary>The unit of a fact's number as it is printed, such as <c>l</c>; null for counts, years and words.</summary>
    public static string? UnitSign(this FactKind kind) => kind switch
    {
        FactKind.Displacement => "l",
        FactKind.CityMpg or FactKind.HighwayMpg or FactKind.CombinedMpg => "mpg (US)",
        FactKind.CityMpge or FactKind.HighwayMpge or FactKind.CombinedMpge => "MPGe",
        FactKind.Co2 => "g/mile",
        FactKind.Range => "miles",
        _ => null,
    };
}
