using System.Text.Json.Nodes;
using Cutline.Listings.Export;

namespace Cutline.Listings.Tests.Export;

public sealed class CarJsonLdTests
{
    [Fact]
    public void Known_properties_are_written()
    {
        var expected = JsonNode.Parse("""
            {
              "@context": "https://schema.org", "@type": "Car", "name": "2019 Ostara Linnet RS4",
              "brand": { "@type": "Brand", "name": "Ostara" }, "model": "Linnet RS4", "vehicleModelDate": "2019", "color": "Blue",
              "mileageFromOdometer": { "@type": "QuantitativeValue", "value": 84500, "unitCode": "KMT" }, "fuelType": "Gasoline",
              "vehicleTransmission": "Automatic (S8)", "numberOfForwardGears": 8,
              "driveWheelConfiguration": "https://schema.org/AllWheelDriveConfiguration",
              "vehicleEngine": {
                "@type": "EngineSpecification", "engineType": "Turbocharged",
                "engineDisplacement": { "@type": "QuantitativeValue", "value": 2, "unitCode": "LTR" }
              },
              "fuelEfficiency": { "@type": "QuantitativeValue", "value": 26, "unitText": "mpg (US)" },
              "offers": { "@type": "Offer", "price": 15900, "priceCurrency": "EUR", "itemCondition": "https://schema.org/UsedCondition" }
            }
            """);

        var made = JsonNode.Parse(CarJsonLd.Of(Listings.Linnet()).ToJsonString());

        Assert.True(JsonNode.DeepEquals(expected, made), made!.ToJsonString());
    }

    [Fact]
    public void Unknown_properties_are_left_out() =>
        Assert.Equal(["@context", "@type", "name", "brand", "model"],
            CarJsonLd.Of(new() { Car = new(null, "Ostara", "Linnet") }).Select(m => m.Key));

    [Theory]
    [InlineData("1hgcm82633a004352", "1HGCM82633A004352")]
    [InlineData("1HGCM82633A004353", null)]
    [InlineData("1HGCM826", null)]
    public void A_number_is_written_where_it_is_complete_and_valid(string typed, string? told) =>
        Assert.Equal(told, (string?)CarJsonLd.Of(Listings.Linnet() with { Vin = typed })["vehicleIdentificationNumber"]);

    [Fact]
    public void Text_cannot_end_the_script_element()
    {
        var script = CarJsonLd.Script(Listings.Linnet().Saying("</script><script>alert(1)</script> größer"));

        Assert.DoesNotContain("<", script, StringComparison.Ordinal);
        Assert.Contains("größer", script, StringComparison.Ordinal);
        Assert.StartsWith("</script>", (string)JsonNode.Parse(script)!["description"]!, StringComparison.Ordinal);
    }
}
