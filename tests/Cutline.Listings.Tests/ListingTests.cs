using System.Text.Json;
using System.Text.Json.Nodes;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Tests;

public sealed class ListingTests
{
    [Fact]
    public void A_listing_is_written_as_the_API_documents_it()
    {
        const string Indented = """
            {
              "car": { "year": 2019, "make": "Ostara", "model": "Linnet", "trim": null },
              "vin": null,
              "facts": [{ "kind": "cityMpg", "value": "23", "source": { "file": "cars.csv", "date": "2024-05-06", "row": 13 } }],
              "seller": {
                "mileage": { "value": 84500, "unit": "kilometres" }, "price": { "amount": 15900, "currency": "EUR" },
                "colour": "Blue", "condition": null, "location": null, "notes": null
              },
              "tone": "plain", "length": "short", "language": "fr",
              "texts": { "en": "A", "fr": "B" },
              "look": { "background": "studio" },
              "photos": [
                {
                  "name": "a.jpg", "original": "photo-1.jpg", "retouch": null, "finished": "finished-1.jpg",
                  "options": { "straighten": "2" }
                }
              ]
            }
            """;
        var json = JsonNode.Parse(Indented)!.ToJsonString();

        var listing = Read(json).Validated();

        Assert.Equal(("B", Language.French, TextLength.Short), (listing.Text, listing.Language, listing.Length));
        Assert.Equal(json, JsonSerializer.Serialize(listing, ListingJson.Options));
    }

    [Fact]
    public void Optional_members_may_be_missing()
    {
        var listing = JsonSerializer.Deserialize<Listing>("""{"car":{"make":"a","model":"b"}}""", ListingJson.Options)!.Validated();
        Assert.Equal((new CarName(null, "a", "b"), null, 0), (listing.Car, listing.Text, listing.Photos.Count));
    }

    [Theory]
    [InlineData("""{"car":{"make":"a","model":"b"},"photos":[null]}""", "a photo is null")]
    [InlineData("""{"car":{"make":"a","model":"b"},"facts":[null]}""", "a fact is null")]
    [InlineData("""{"car":{"make":"a","model":"b"},"texts":{"en":null}}""", "a text is null")]
    [InlineData("""{"car":{"make":"a","model":"b"},"look":{"crop":null}}""", "look's crop is null")]
    [InlineData("""{"car":{"make":"a","model":"b"},"look":{"a b":"1"}}""", "'a b' is not a valid option")]
    [InlineData("""{"car":{"make":"a","model":"b"},"look":{"crop":"\u001b[31m"}}""", "control characters")]
    [InlineData("""{"car":{"make":"a","model":"b"},"vin":"12345678901234567890123456789012345678901"}""",
        "identification number has 41 characters")]
    [InlineData("""{"car":{"make":"a","model":"b"},"photos":[{"name":"x","original":"../listing.json"}]}""",
        "'../listing.json' is not a valid name")]
    [InlineData("""{"car":{"make":"a","model":"b"},"photos":[{"name":"x","original":"a.jpg","finished":"A.jpg"}]}""",
        "'A.jpg' is not a valid name")]
    [InlineData("""{"car":{"make":"a","model":"b"},"seller":{"price":{"amount":1,"currency":"€"}}}""", "is not a currency")]
    public void Invalid_fields_are_named(string json, string named) =>
        Assert.Contains(named, Assert.Throws<ListingException>(Read(json).Validated).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"car":null}""")]
    [InlineData("""{"car":{"make":null,"model":"b"}}""")]
    [InlineData("""{"car":{"make":"a","model":"b"},"seller":null}""")]
    [InlineData("""{"car":{"make":"a","model":"b"},"price":5}""")]
    [InlineData("""{"car":{"make":"a","model":"b","model":"c"}}""")]
    [InlineData("""{"car":{"make":"a","model":"\ud800"}}""")]
    [InlineData("""{"car":{"make":"a","model":"b"},"language":"english"}""")]
    [InlineData("""{"car":{"make":"a","model":"b"},"language":1}""")]
    [InlineData("""{"car":{"make":"a","model":"b"},"texts":{"it":"x"}}""")]
    [InlineData("""{"car":{"make":"a","model":"b"},"seller":{"mileage":{"value":"many","unit":"miles"}}}""")]
    [InlineData("""{"car":{"make":"a","model":"b"},"seller":{"price":{"amount":1e400,"currency":"EUR"}}}""")]
    public void Invalid_JSON_is_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<Listing>(json, ListingJson.Options));

    [Fact]
    public void Lists_have_limits()
    {
        var listing = Listings.Linnet();
        var photo = new ListingPhoto("a", "a.jpg");
        (listing with { Photos = [.. Enumerable.Repeat(photo, 50)] }).Validated();
        Assert.Contains("use 50 at most",
            Assert.Throws<ListingException>(() => (listing with { Photos = [.. Enumerable.Repeat(photo, 51)] }).Validated()).Message,
            StringComparison.Ordinal);
        var options = Enumerable.Range(0, 31).ToDictionary(n => $"o{n}", n => "");
        Assert.Throws<ListingException>(() => (listing with { SceneOptions = options }).Validated());
        Assert.Throws<ListingException>(() => (listing with { Photos = [photo with { Options = options }] }).Validated());
        Assert.Throws<ListingException>(() => listing.Saying(new string('x', Listing.MaxTextLength + 1)).Validated());
    }

    private static Listing Read(string json) => JsonSerializer.Deserialize<Listing>(json, ListingJson.Options)!;
}
