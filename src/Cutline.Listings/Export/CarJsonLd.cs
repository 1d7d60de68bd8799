using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Cutline.Listings.Facts;
using Cutline.Listings.Languages;
using Cutline.Listings.Vins;

namespace Cutline.Listings.Export;

/// <summary>
/// Exports a listing as a Car of schema.org (https://schema.org/Car) in JSON-LD for search engines; unknown properties are left out.
/// </summary>
public static class CarJsonLd
{
    /// <summary>UN/CEFACT codes of units, as schema.org requires them.</summary>
    private const string Kilometre = "KMT", Mile = "SMI", Litre = "LTR";

    private const string Schema = "https://schema.org";

    private static readonly JsonSerializerOptions ScriptOptions = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private static readonly Dictionary<CarFeature, string> Fuels = new()
    {
        [CarFeature.Gasoline] = "Gasoline",
        [CarFeature.Diesel] = "Diesel",
        [CarFeature.Electric] = "Electricity",
        [CarFeature.Ethanol] = "E85",
        [CarFeature.NaturalGas] = "Natural gas",
        [CarFeature.LiquefiedGas] = "Propane",
        [CarFeature.Hydrogen] = "Hydrogen",
    };

    /// <summary>JSON-LD for a script element: characters that could end the element are escaped.</summary>
    public static string Script(Listing listing) => Of(listing).ToJsonString(ScriptOptions);

    /// <summary>The car as a JSON-LD object.</summary>
    public static JsonObject Of(Listing listing)
    {
        var (car, seller) = (listing.Car, listing.Seller);
        var node = new JsonObject
        {
            ["@context"] = Schema,
            ["@type"] = "Car",
            ["name"] = car.ToString(),
            ["brand"] = Typed("Brand", ("name", car.Make)),
            ["model"] = car.Model,
        };
        Add("vehicleConfiguration", car.Trim);
        Add("vehicleModelDate", car.Year is { } year ? $"{year}" : null);
        Add("vehicleIdentificationNumber", ValidNumber(listing.Vin));
        Add("description", listing.Text);
        Add("color", seller.Colour);
        Add("mileageFromOdometer", seller.Mileage is { } m ? Quantity(m.Value, m.Unit == MileageUnit.Miles ? Mile : Kilometre) : null);
        Add("fuelType", OneOrMore(Features(listing, FactKind.Fuel).Where(Fuels.ContainsKey).Select(f => Fuels[f])));
        Add("vehicleTransmission", listing.Fact(FactKind.Transmission)?.Value);
        Add("numberOfForwardGears", listing.Fact(FactKind.Transmission) is { } gearbox ? EpaTerms.GearCount(gearbox.Value) : null);
        Add("driveWheelConfiguration", Drive(listing));
        Add("vehicleEngine", Engine(listing));
        Add("fuelEfficiency", Consumption(listing));
        Add("offers", Offer(seller.Price));
        return node;

        void Add(string name, JsonNode? value)
        {
            if (value is not null) node[name] = value;
        }
    }

    private static IEnumerable<CarFeature> Features(Listing listing, FactKind kind) =>
        listing.Fact(kind) is { } fact ? EpaTerms.FeaturesOf(fact) : [];

    private static JsonNode? Drive(Listing listing)
    {
        if (listing.Fact(FactKind.Drive)?.Value is not { } drive) return null;
        if (drive == "All-Wheel Drive") return $"{Schema}/AllWheelDriveConfiguration";
        if (drive is "4-Wheel Drive" or "Part-time 4-Wheel Drive") return $"{Schema}/FourWheelDriveConfiguration";
        foreach (var feature in Features(listing, FactKind.Drive))
        {
            if (feature == CarFeature.FrontDrive) return $"{Schema}/FrontWheelDriveConfiguration";
            if (feature == CarFeature.RearDrive) return $"{Schema}/RearWheelDriveConfiguration";
        }

        return drive;
    }

    private static JsonObject? Engine(Listing listing)
    {
        var engine = Typed("EngineSpecification");
        if (listing.Fact(FactKind.Displacement)?.Number is { } litres) engine["engineDisplacement"] = Quantity(litres, Litre);
        if (listing.Fact(FactKind.Induction)?.Value is { } induction) engine["engineType"] = induction;
        return engine.Count > 1 ? engine : null;
    }

    private static JsonObject? Consumption(Listing listing) => listing.Fact(FactKind.CombinedMpg) is { Number: { } mpg }
        ? Typed("QuantitativeValue", ("value", mpg), ("unitText", "mpg (US)"))
        : null;

    private static JsonObject? Offer(Price? price) => price is null
        ? null
        : Typed("Offer", ("price", price.Amount), ("priceCurrency", price.Currency), ("itemCondition", $"{Schema}/UsedCondition"));

    /// <summary>A complete number whose check digit is not wrong; null for others.</summary>
    private static string? ValidNumber(string? typed) =>
        typed is not null && Vin.TryParse(typed) is { CheckDigit.Certainty: not Certainty.Wrong } vin ? vin.Number : null;

    private static JsonNode? OneOrMore(IEnumerable<string> values) => values.ToArray() switch
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
