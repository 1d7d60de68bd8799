using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cutline.Listings.Facts;
using Cutline.Listings.Languages;
using Cutline.Listings.Vins;

namespace Cutline.Listings.Export;

/// <summary>A listing as a Car of schema.org (https://schema.org/Car) in JSON-LD, for search engines: only what is known.</summary>
public static class CarJsonLd
{
    /// <summary>UN/CEFACT's codes of units, as schema.org asks for them.</summary>
    private const string Kilometre = "KMT", Mile = "SMI", Litre = "LTR";

    private static readonly Dictionary<Concept, string> Fuels = new()
    {
        [Concept.Gasoline] = "Gasoline", [Concept.Diesel] = "Diesel", [Concept.Electric] = "Electricity", [Concept.Ethanol] = "E85", [Concept.NaturalGas] = "Natural gas", [Concept.LiquefiedGas] = "Propane", [Concept.Hydrogen] = "Hydrogen",
    };

    private static readonly Dictionary<Concept, string> Drives = new()
    {
        [Concept.FrontDrive] = "https://schema.org/FrontWheelDriveConfiguration", [Concept.RearDrive] = "https://schema.org/RearWheelDriveConfiguration",
    };

    /// <summary>JSON-LD that may stand in a script element as it is: what could end the element is escaped.</summary>
    public static string Script(Listing listing) => Of(listing).ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) });

    public static JsonObject Of(Listing listing)
    {
        var (car, seller) = (listing.Car, listing.Seller);
        var node = new JsonObject { ["@context"] = "https://schema.org", ["@type"] = "Car", ["name"] = car.ToString(), ["brand"] = Typed("Brand", ("name", car.Make)), ["model"] = car.Model };
        Add("vehicleConfiguration", car.Trim);
        Add("vehicleModelDate", car.Year is { } year ? $"{year}" : null);
        Add("vehicleIdentificationNumber", Number(listing.Vin));
        Add("description", listing.Text);
        Add("color", seller.Colour);
        Add("mileageFromOdometer", seller.Mileage is { } mileage ? Quantity(mileage.Value, mileage.Unit == MileageUnit.Miles ? Mile : Kilometre) : null);
        Add("fuelType", List(Concepts(FactKind.Fuel).Where(Fuels.ContainsKey).Select(c => Fuels[c])));
        Add("vehicleTransmission", listing.Fact(FactKind.Transmission)?.Value);
        Add("numberOfForwardGears", listing.Fact(FactKind.Transmission) is { } transmission && Specification.Gears(transmission.Value) is { } gears ? gears : null);
        Add("driveWheelConfiguration", Drive());
        Add("vehicleEngine", Engine());
        Add("fuelEfficiency", listing.Fact(FactKind.CombinedMpg) is { Number: { } mpg } ? Typed("QuantitativeValue", ("value", mpg), ("unitText", "mpg (US)")) : null);
        Add("offers", seller.Price is { } price ? Typed("Offer", ("price", price.Amount), ("priceCurrency", price.Currency), ("itemCondition", "https://schema.org/UsedCondition")) : null);
        return node;

        void Add(string name, JsonNode? value)
        {
            if (value is not null) node[name] = value;
        }

        IEnumerable<Concept> Concepts(FactKind kind) => listing.Fact(kind) is { } fact ? Specification.ConceptsOf(fact) : [];

        JsonNode? Drive() => listing.Fact(FactKind.Drive)?.Value switch
        {
            null => null,
            "All-Wheel Drive" => "https://schema.org/AllWheelDriveConfiguration",
            "4-Wheel Drive" or "Part-time 4-Wheel Drive" => "https://schema.org/FourWheelDriveConfiguration",
            var drive => Concepts(FactKind.Drive).Where(Drives.ContainsKey).Select(c => Drives[c]).FirstOrDefault() ?? drive,
        };

        JsonNode? Engine()
        {
            var engine = Typed("EngineSpecification");
            if (listing.Fact(FactKind.Displacement)?.Number is { } litres) engine["engineDisplacement"] = Quantity(litres, Litre);
            if (listing.Fact(FactKind.Induction)?.Value is { } induction) engine["engineType"] = induction;
            return engine.Count > 1 ? engine : null;
        }
    }

    /// <summary>A number that is whole and does not contradict itself; null for what is half typed.</summary>
    private static string? Number(string? typed) => typed is not null && Vin.TryParse(typed) is { CheckDigit.Certainty: not Certainty.Wrong } vin ? vin.Number : null;

    private static JsonNode? List(IEnumerable<string> values) => values.ToArray() switch
    {
        [] => null,
        [var only] => only,
        var several => new JsonArray([.. several.Select(v => (JsonNode)v)]),
    };

    private static JsonObject Quantity(double value, string unit) => Typed("QuantitativeValue", ("value", value), ("unitCode", unit));

    private static JsonObject Typed(string type, params (string Name, JsonNode? Value)[] members)
    {
        var node = new JsonObject { ["@type"] = type };
        foreach (var (name, value) in members) node[name] = value;
        return node;
    }
}
