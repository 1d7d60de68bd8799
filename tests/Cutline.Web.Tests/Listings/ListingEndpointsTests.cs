using System.Text;
using System.Text.Json.Nodes;
using Cutline.Listings;
using Cutline.Listings.Languages;
using static Cutline.Listings.Tests.Listings;

namespace Cutline.Web.Tests.Listings;

public sealed class ListingEndpointsTests(SharedShop shared) : IClassFixture<SharedShop>
{
    private static readonly Listing Whole = Linnet().Saying("A blue car.") with
    {
        Photos = [new("a.jpg", "photo-1.jpg", Finished: "finished-1.jpg")],
    };

    [Fact]
    public async Task Kept_shown_listed_changed_copied_and_deleted()
    {
        await using var shop = await Shop.OpenAsync();
        Assert.Equal("[]", (await shop.GetAsync("/api/listings")).ToJsonString());

        var id = await shop.CreateAsync(Whole);
        await (await shop.PutAsync(id, "finished-1.jpg", DrawnCar.Jpeg)).WellAsync();
        var shown = await shop.GetAsync($"/api/listings/{id}");
        Assert.Equal(
            (id, "A blue car.", "automatic (s8)"),
            ((string)shown["id"]!, (string)shown["listing"]!["texts"]!["en"]!,
            ((string)shown["listing"]!["facts"]!.AsArray().Single(f => (string)f!["kind"]! == "transmission")!["value"]!)
            .ToLowerInvariant()));
        Assert.True(shown["listing"]!.AsObject().ContainsKey("vin") && shown["listing"]!["vin"] is null);

        using var saved = await shop.Client.PutAsync($"/api/listings/{id}", Shop.Json(Teal(Language.German)));
        Assert.Equal("de", (string)JsonNode.Parse(await saved.WellAsync())!["listing"]!["language"]!);
        await (await shop.Client.PutAsync($"/api/listings/{id}", Shop.Json(Whole))).WellAsync();

        using var copy = await shop.Client.PostAsync($"/api/listings/{id}/copy", null);
        Assert.Equal(HttpStatusCode.Created, copy.StatusCode);
        var copied = (string)JsonNode.Parse(await copy.WellAsync())!["id"]!;
        Assert.Equal(DrawnCar.Jpeg, await (await shop.Client.GetAsync($"/api/listings/{copied}/files/finished-1.jpg")).WellAsync());

        var lines = (await shop.GetAsync("/api/listings")).AsArray();
        Assert.Equal([copied, id], lines.Select(l => (string)l!["id"]!));
        Assert.All(lines, l => Assert.Equal(
            ("2019 Ostara Linnet RS4", "finished-1.jpg", null), ((string)l!["title"]!, (string)l["photo"]!, (string?)l["damage"])));

        Assert.Equal(HttpStatusCode.NoContent, (await shop.Client.DeleteAsync($"/api/listings/{id}")).StatusCode);
        await (await shop.Client.GetAsync($"/api/listings/{id}")).RefusedAsync(404, "not-found", "/api/listings");
        Assert.Single((await shop.GetAsync("/api/listings")).AsArray());
    }

    [Fact]
    public async Task Files_are_pictures_and_nothing_else()
    {
        await using var shop = await Shop.OpenAsync(new() { Listings = new() { AttachmentBytes = 300_000, Attachments = 2 } });
        var id = await shop.CreateAsync(Whole);
        Assert.Equal(HttpStatusCode.NoContent, (await shop.PutAsync(id, "photo-1.jpg", DrawnCar.Jpeg)).StatusCode);
        using var got = await shop.Client.GetAsync($"/api/listings/{id}/files/photo-1.jpg");
        Assert.Equal(DrawnCar.Jpeg, await got.WellAsync());
        Assert.Equal(("image/jpeg", "no-store"), (got.Content.Headers.ContentType?.MediaType, got.Headers.CacheControl?.ToString()));

        foreach (var hostile in (
            byte[][])[[], [0xFF], "<html><script>alert(1)</script>"u8.ToArray(), "<svg onload='alert(1)'/>"u8.ToArray(),
            "%PDF-1.7"u8.ToArray()])
            await (await shop.PutAsync(id, "photo-1.jpg", hostile)).RefusedAsync(415, "no-photo", "stores no other files");
        await (await shop.PutAsync(id, "photo-1.jpg", [.. DrawnCar.Jpeg, .. new byte[300_000]])).RefusedAsync(413, "too-large", "300000");
        using var chunked = new HttpRequestMessage(HttpMethod.Put, $"/api/listings/{id}/files/photo-1.jpg")
        {
            Content = new ByteArrayContent([.. DrawnCar.Jpeg, .. new byte[300_000]]), Headers = { TransferEncodingChunked = true },
        };
        await (await shop.Client.SendAsync(chunked)).RefusedAsync(413, "too-large", "300000");
        Assert.Equal(DrawnCar.Jpeg, await (await shop.Client.GetAsync($"/api/listings/{id}/files/photo-1.jpg")).WellAsync());

        foreach (var name in (string[])["..%2Flisting.json", "A.jpg", ".hidden", "a.tmp"])
            await (await shop.PutAsync(id, name, DrawnCar.Jpeg)).RefusedAsync(404, "not-found");
        await (await shop.PutAsync(id, "b.jpg", DrawnCar.Jpeg)).WellAsync();
        await (await shop.PutAsync(id, "c.jpg", DrawnCar.Jpeg)).RefusedAsync(409, "too-many", "2 files");
        Assert.Equal(HttpStatusCode.NoContent, (await shop.Client.DeleteAsync($"/api/listings/{id}/files/b.jpg")).StatusCode);
        await (await shop.Client.DeleteAsync($"/api/listings/{id}/files/b.jpg")).RefusedAsync(404, "not-found");
        await (await shop.PutAsync(new string('0', 32), "c.jpg", DrawnCar.Jpeg)).RefusedAsync(404, "not-found");
        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(shop.Folder, "listings", id, "attachments")).Count()); // with its name
    }

    [Theory]
    [InlineData("", 400, "bad-listing", "$ (line 1")]
    [InlineData("null", 400, "bad-listing", "it is null")]
    [InlineData("[]", 400, "bad-listing", "$ (line 1")]
    [InlineData("{\"car\":{\"make\":\"a\",\"model\":\"b\"},\"colour\":1}", 400, "bad-listing", "$.colour (line 1")]
    [InlineData("{\"car\":{\"make\":\"\",\"model\":\"b\"}}", 400, "bad-listing", "make and model")]
    [InlineData("{\"car\":{\"make\":\"a\",\"model\":\"\\ud800\"}}", 400, "bad-listing", "$.car.model")]
    [InlineData("{\"car\":{\"make\":\"a\",\"model\":\"b\",\"year\":3000}}", 400, "bad-listing", "1880 to 2100")]
    public async Task What_is_no_listing_is_refused(string json, int status, string kind, string detail)
    {
        var shop = shared.Shop;
        var id = await shop.CreateAsync(Whole);
        var problem = await (await shop.Client.PostAsync("/api/listings", new StringContent(json))).RefusedAsync(status, kind, detail);
        Assert.DoesNotContain("Cutline.", problem.ToJsonString(), StringComparison.Ordinal);
        await (await shop.Client.PutAsync($"/api/listings/{id}", new StringContent(json))).RefusedAsync(status, kind, detail);
        await (await shop.Client.PostAsync("/api/listings/check", new StringContent(json))).RefusedAsync(status, kind, detail);
        await (await shop.Client.PostAsync("/api/listings/text", new StringContent(json))).RefusedAsync(status, kind, detail);
        await (await shop.Client.DeleteAsync($"/api/listings/{id}")).WellAsync();
        Assert.Empty((await shop.GetAsync("/api/listings")).AsArray());
    }

    [Fact]
    public async Task Deep_and_endless_json_is_refused()
    {
        var shop = shared.Shop;
        await (await shop.Client.PostAsync("/api/listings", new StringContent("{\"car\":" + new string('[', 100_000))))
            .RefusedAsync(400, "bad-listing");
        await (await shop.Client.PostAsync("/api/listings", new StringContent(new string(' ', 5 << 20))))
            .RefusedAsync(413, "too-large", "4194304");
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/api/listings")
        {
            Content = new StringContent(new string(' ', 5 << 20)), Headers = { TransferEncodingChunked = true },
        };
        await (await shop.Client.SendAsync(chunked)).RefusedAsync(413, "too-large", "4194304");
    }

    [Fact]
    public async Task The_largest_listing_that_may_be_is_kept_and_opened()
    {
        await using var shop = await Shop.OpenAsync();
        var text = new string('ä', Listing.MaxTextLength);
        var options = Enumerable.Range(0, 30).ToDictionary(n => $"option-{n}", _ => new string('ß', 200));
        var largest = Whole with
        {
            Texts = Enum.GetValues<Language>().ToDictionary(l => l, _ => text), SceneOptions = options,
            Photos =
            [
                .. from n in Enumerable.Range(0, 50)
                   select new ListingPhoto(new string('é', 255), $"photo-{n}.jpg") { Options = options },
            ],
        };
        var id = await shop.CreateAsync(largest);
        Assert.Equal(text, (string)(await shop.GetAsync($"/api/listings/{id}"))["listing"]!["texts"]!["es"]!);
    }

    [Fact]
    public async Task No_more_are_kept_than_may_be_and_a_damaged_one_is_told()
    {
        await using var shop = await Shop.OpenAsync(new() { Listings = new() { Listings = 2 } });
        var (bad, good) = (await shop.CreateAsync(Whole), await shop.CreateAsync(Whole));
        await (await shop.Client.PostAsync("/api/listings", Shop.Json(Whole))).RefusedAsync(409, "too-many", "2 listings");
        await (await shop.Client.PostAsync($"/api/listings/{good}/copy", null)).RefusedAsync(409, "too-many");

        await File.WriteAllTextAsync(Path.Combine(shop.Folder, "listings", bad, "listing.json"), "{");
        var lines = (await shop.GetAsync("/api/listings")).AsArray();
        Assert.Equal(
            ("2019 Ostara Linnet RS4", null, null),
            ((string)lines[0]!["title"]!, (string?)lines[1]!["title"], (string?)lines[0]!["damage"]));
        Assert.Contains("damaged", (string)lines[1]!["damage"]!, StringComparison.Ordinal);
        var problem = await (await shop.Client.GetAsync($"/api/listings/{bad}")).RefusedAsync(500, "damaged", "save the listing again");
        Assert.DoesNotContain(shop.Folder, problem.ToJsonString() + lines.ToJsonString(), StringComparison.Ordinal);
        await (await shop.Client.PutAsync($"/api/listings/{bad}", Shop.Json(Whole))).WellAsync();
        await shop.GetAsync($"/api/listings/{bad}");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("..")]
    [InlineData("..%2F..%2Fetc")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    public async Task An_id_is_one_of_the_stores(string id)
    {
        using var request = new RawClient(shared.Shop.Service.Address);
        await request.SendAsync($"GET /api/listings/{id} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 404", await request.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_open_to_everyone_keeps_nothing_without_a_store_of_its_own()
    {
        var home = Directory.CreateTempSubdirectory("cutline-test-");
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", home.FullName); // every other test names its store
        await using var open = await WebService.StartAsync(
            new() { Port = 0, Bind = IPAddress.Any, Open = true, RateLimit = 0 }, new StoppedCutter());
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", null);
        using var client = new HttpClient { BaseAddress = open.Address };
        foreach (var (method, path) in ((HttpMethod, string)[])
            [(HttpMethod.Get, ""), (HttpMethod.Post, ""), (HttpMethod.Put, $"/{new string('0', 32)}"),
            (HttpMethod.Put, $"/{new string('0', 32)}/files/a.jpg")])
            await (await client.SendAsync(new(method, $"/api/listings{path}") { Content = Shop.Json(Whole) }))
                .RefusedAsync(403, "not-kept", "--store");
        await (await client.PostAsync("/api/listings/check", Shop.Json(Whole))).WellAsync();
        await using var own = await Shop.OpenAsync(new() { Bind = IPAddress.Any, Open = true, RateLimit = 0 });
        await own.CreateAsync(Whole);
        await open.StopAsync();
        home.Delete(recursive: true);
    }

    [Fact]
    public async Task A_key_is_asked_for_and_other_sites_are_refused()
    {
        await using var shop = await Shop.OpenAsync(new() { ApiKeys = ["a-key-that-is-long-enough"] });
        await (await shop.Client.GetAsync("/api/listings")).RefusedAsync(401, "no-key");
        shop.Client.DefaultRequestHeaders.Add("X-Api-Key", "a-key-that-is-long-enough");
        var id = await shop.CreateAsync(Whole);
        shop.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete])
            await (await shop.Client.SendAsync(new(method, $"/api/listings/{id}") { Content = Shop.Json(Whole) }))
                .RefusedAsync(403, "cross-site");
    }

    [Fact]
    public async Task A_store_that_cannot_be_used_is_told_without_its_path()
    {
        await using var shop = await Shop.OpenAsync();
        await File.WriteAllTextAsync(Path.Combine(shop.Folder, "listings"), "a file where the folder is to be");
        var problem = await (await shop.Client.PostAsync("/api/listings", Shop.Json(Whole))).RefusedAsync(503, "store-failed");
        Assert.DoesNotContain(shop.Folder, problem.ToJsonString(), StringComparison.Ordinal);
        File.Delete(Path.Combine(shop.Folder, "listings"));
        await shop.CreateAsync(Whole);
    }

    [Fact]
    public async Task A_text_is_checked()
    {
        var shop = shared.Shop;
        var text = "A car with 4 cylinders and 900 PS.";
        using var answer = await shop.Client.PostAsync("/api/listings/check", Shop.Json(Linnet().Saying(text)));
        var doubt = Assert.Single(JsonNode.Parse(Encoding.UTF8.GetString(await answer.WellAsync()))!.AsArray())!;
        Assert.Equal("900 PS", text.Substring((int)doubt["start"]!, (int)doubt["length"]!));
        Assert.NotEmpty((string)doubt["reason"]!);
        Assert.Equal(
            "[]", Encoding.UTF8.GetString(await (await shop.Client.PostAsync("/api/listings/check", Shop.Json(Linnet()))).WellAsync()));
    }
}
