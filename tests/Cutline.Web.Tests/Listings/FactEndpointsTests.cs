using System.Text.Json.Nodes;

namespace Cutline.Web.Tests.Listings;

public sealed class FactEndpointsTests(SharedShop shared) : IClassFixture<SharedShop>
{
    private readonly Shop facts = shared.Shop;

    [Fact]
    public async Task Makes_models_years_and_cars()
    {
        var shop = facts;
        var about = await shop.GetAsync("/api/facts");
        Assert.Equal(
            ("cars.csv", 7, 2, 2003, 2021),
            ((string?)about["file"], (int)about["cars"]!, (int)about["makes"]!, (int)about["years"]![0]!, (int)about["years"]![1]!));
        Assert.Equal("""["Bélier-Roc","Ostara"]""", Text(await shop.GetAsync("/api/facts/makes")));
        Assert.Equal("""["Ostara"]""", Text(await shop.GetAsync("/api/facts/makes?year=2019")));
        Assert.Equal("""["Linnet","Linnet Estate AWD"]""", Text(await shop.GetAsync("/api/facts/models?make=ostara&year=2019")));
        Assert.Equal("""[2019,2018]""", Text(await shop.GetAsync("/api/facts/years?make=Ostara&model=linnet")));
        Assert.Equal(
            """[{"year":null,"make":"Ostara","model":null,"text":"Ostara"},"""
            + """{"year":2019,"make":"Ostara","model":"Linnet","text":"2019 Ostara Linnet"}]""",
            Text(await shop.GetAsync("/api/facts/suggest?q=2019%20ost&most=2")));
        Assert.Equal("[]", Text(await shop.GetAsync("/api/facts/suggest?q=")));

        foreach (var query in (string[])["year=2019&make=Ostara&model=Linnet", "q=2019%20ostara%20linnet"])
        {
            var cars = await shop.GetAsync($"/api/facts/cars?{query}");
            Assert.Equal(query[0] == 'q' ? 3 : 2, (int)cars["total"]!);
            var first = cars["cars"]![0]!;
            Assert.Equal(
                (12, "2019 Ostara Linnet", "1.6", "Manual 6-spd", 32),
                ((int)first["id"]!, (string)first["name"]!, (string)first["differs"]!["litres"]!,
                (string)first["differs"]!["transmission"]!, (int)first["mpg"]!));
            Assert.Equal(query[0] == 'q', first["differs"]!.AsObject().ContainsKey("drive"));
        }

        var car = await shop.GetAsync("/api/facts/cars/13");
        Assert.Equal(
            ("2019 Ostara Linnet", 2019, "Ostara", "Linnet"),
            ((string)car["name"]!, (int)car["year"]!, (string)car["make"]!, (string)car["model"]!));
        string[] expected =
        [
            """{"kind":"displacement","label":"Engine size","value":"2.0","unit":"l","source":{"file":"cars.csv","date":""",
            """{"kind":"drive","label":"Drive","value":"Front-Wheel Drive","unit":null,""",
        ];
        foreach (var start in expected)
            Assert.Contains(car["facts"]!.AsArray(), f => Text(f!).StartsWith(start, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_facts_damaged_and_imported_while_it_runs()
    {
        await using var shop = await Shop.OpenAsync();
        await (await shop.Client.GetAsync("/api/facts")).RefusedAsync(404, "no-facts", "./cutline facts import");
        await shop.ImportAsync();
        Assert.Equal(7, (int)(await shop.GetAsync("/api/facts"))["cars"]!);
        await File.WriteAllBytesAsync(
            Path.Combine(shop.Folder, "facts.bin"), [.. (await File.ReadAllBytesAsync(Path.Combine(shop.Folder, "facts.bin")))[..^1], 1]);
        var problem = await (await shop.Client.GetAsync("/api/facts/makes")).RefusedAsync(503, "facts-unusable", "./cutline facts import");
        Assert.DoesNotContain(shop.Folder, problem.ToJsonString(), StringComparison.Ordinal);
        await shop.ImportAsync(string.Join('\n', Cutline.Listings.Tests.Facts.MadeUpVehicles.Quoted.Split('\n').Take(3)));
        Assert.Equal(2, (int)(await shop.GetAsync("/api/facts"))["cars"]!);
    }

    [Theory]
    [InlineData("/api/facts/models", 400, "bad-option", "make is missing")]
    [InlineData("/api/facts/years?model=x", 400, "bad-option", "make is missing")]
    [InlineData("/api/facts/cars?make=Ostara", 400, "bad-option", "model is missing")]
    [InlineData("/api/facts/cars?make=Ostara&model=Linnet&year=now", 400, "bad-request", "")]
    [InlineData("/api/facts/suggest?q=a&most=0", 400, "bad-option", "most is 0")]
    [InlineData("/api/facts/cars?q=%3B", 400, "bad-option", "no car is named")]
    [InlineData("/api/facts/cars/99", 404, "not-found", "there is no car 99")]
    [InlineData("/api/facts/cars/99999999999999", 404, "not-found", "")]
    [InlineData("/api/facts/vin/1HGCM82633A00435", 400, "bad-vin", "has 17 characters")]
    public async Task What_is_asked_wrongly_is_named(string path, int status, string kind, string detail)
    {
        await (await facts.Client.GetAsync(path)).RefusedAsync(status, kind, detail);
        await (await facts.Client.GetAsync($"/api/facts/suggest?q={new string('a', 201)}"))
            .RefusedAsync(400, "bad-option", "at most 200 characters");
        Assert.Equal("[]", Text(await facts.GetAsync($"/api/facts/suggest?q={new string('a', 200)}")));
    }

    [Fact]
    public async Task A_number_is_read_part_by_part()
    {
        var shop = facts;
        var vin = await shop.GetAsync("/api/facts/vin/1hgcm82633a004352");
        Assert.Equal(
            ("1HGCM82633A004352", "3", "certain"),
            ((string)vin["number"]!, (string)vin["checkDigit"]!["value"]!, (string)vin["checkDigit"]!["certainty"]!));
        Assert.Equal(
            (2003, "[2003]"),
            ((int)vin["modelYear"]!["value"]!,
            vin["modelYear"]!["candidates"]!.ToJsonString().Replace(",2033", "", StringComparison.Ordinal)));
        foreach (var (part, value) in ((string, string)[])
            [("region", "North America"), ("country", "United States"), ("manufacturer", "Honda"),
            ("descriptor", "CM826"), ("serial", "004352")])
        {
            Assert.Equal(value, (string)vin[part]!["value"]!);
            Assert.NotEmpty((string)vin[part]!["note"]!);
        }

        var problem = await (await shop.Client.GetAsync("/api/facts/vin/1HGCM82633A0O4352")).RefusedAsync(400, "bad-vin", "0 may be meant");
        Assert.Equal("1HGCM82633A004352", (string?)problem["meant"]);
    }

    private static string Text(JsonNode json) =>
        json.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
