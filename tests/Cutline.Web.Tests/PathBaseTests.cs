using System.Text.Json.Nodes;
using Cutline.Web.Configuration;
using Cutline.Web.Tests.Listings;

namespace Cutline.Web.Tests;

/// <summary>The service under a path of a reverse proxy that also shows other things.</summary>
[Collection(Pages.Name)]
public sealed class PathBaseTests(Chromium chromium)
{
    /// <summary>A proxy that takes the path off and says so; one that leaves it.</summary>
    [ChromiumFact]
    public async Task The_page_works_under_a_path()
    {
        foreach (var strips in (bool[])[true, false])
        {
            await using var service = await RunningService.StartAsync(strips ? new() : new ServeOptions { PathBase = "/shop/cutline" });
            await using var proxy = await ReverseProxy.StartAsync(new(service.Service.Address, "/"), "/shop/cutline", strips);
            await using var tab = await chromium.OpenAsync(new(proxy.Address.AbsoluteUri.TrimEnd('/')));
            Assert.Equal(proxy.Address, new Uri(tab.Page.Url));
            await tab.CutAsync("car.jpg");
            using var cut = await tab.DownloadAsync();
            Assert.Equal(DrawnCar.Width, cut.Width);
            Assert.Empty(tab.Complaints);

            await using var docs = await chromium.OpenAsync(new(proxy.Address, "docs"));
            Assert.True(await docs.Find(".operations details").CountAsync() > 5);
            Assert.Contains($"{proxy.Address}api/cutouts", await docs.Find(".command").TextContentAsync(), StringComparison.Ordinal);
            Assert.Empty(docs.Complaints);
        }
    }

    [Fact]
    public async Task Addresses_in_answers_lead_back_to_the_service()
    {
        foreach (var strips in (bool[])[true, false])
        {
            await using var service = await RunningService.StartAsync(strips ? new() : new ServeOptions { PathBase = "/cutline" });
            await using var proxy = await ReverseProxy.StartAsync(new(service.Service.Address, "/"), "/cutline", strips);
            using var client = new HttpClient { BaseAddress = proxy.Address };

            var listing = await client.PostAsync("api/listings", Shop.Json(Cutline.Listings.Tests.Listings.Linnet()));
            Assert.StartsWith("/cutline/api/listings/", listing.Headers.Location!.ToString(), StringComparison.Ordinal);
            Assert.True((await client.GetAsync(listing.Headers.Location)).IsSuccessStatusCode);

            var job = await client.PostAsync("api/jobs", RunningService.Form([DrawnCar.Jpeg]));
            Assert.Equal(HttpStatusCode.Accepted, job.StatusCode);
            var at = job.Headers.Location!;
            await client.GetStringAsync($"{at}/events"); // until it is done
            var status = JsonNode.Parse(await client.GetStringAsync(at))!;
            Assert.StartsWith("/cutline/api/jobs/", (string)status["archive"]!, StringComparison.Ordinal);
            Assert.True((await client.GetAsync((string)status["archive"]!)).IsSuccessStatusCode);
            Assert.True((await client.GetAsync((string)status["photos"]![0]!["cutout"]!)).IsSuccessStatusCode);

            var document = JsonNode.Parse(await client.GetStringAsync("openapi/v1.json"))!;
            Assert.Equal("/cutline/", (string)document["servers"]![0]!["url"]!);
        }
    }

    [Theory]
    [InlineData("//evil.example", "")]
    [InlineData("https://evil.example", "")]
    [InlineData("/a/../b", "")]
    [InlineData("/\\evil.example", "")]
    [InlineData("/a, /b", "")]
    [InlineData("/good/", "/good")]
    public async Task A_prefix_of_another_form_is_ignored(string prefix, string believed)
    {
        await using var service = await RunningService.StartAsync();
        service.Client.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-Prefix", prefix);
        var document = JsonNode.Parse(await service.Client.GetStringAsync("/openapi/v1.json"))!;
        Assert.Equal($"{believed}/", (string)document["servers"]![0]!["url"]!);
    }

    [Fact]
    public async Task A_prefix_of_a_stranger_is_ignored_and_the_path_of_the_options_stays()
    {
        foreach (var proxies in (IPAddress[][])[[IPAddress.Parse("192.0.2.1")], []])
        {
            await using var service = await RunningService.StartAsync(new() { PathBase = "/own", TrustedProxies = proxies });
            Assert.Equal("/own/", service.Service.Address.AbsolutePath);
            service.Client.DefaultRequestHeaders.Add("X-Forwarded-Prefix", "/good");
            foreach (var path in (string[])["/openapi/v1.json", "/own/openapi/v1.json"])
                Assert.Equal("/own/", (string)JsonNode.Parse(await service.Client.GetStringAsync(path))!["servers"]![0]!["url"]!);
            Assert.Equal(HttpStatusCode.NotFound, (await service.Client.GetAsync("/ownother/openapi/v1.json")).StatusCode);
        }
    }

    [Theory]
    [InlineData("cutline")]
    [InlineData("//evil")]
    [InlineData("/a/")]
    [InlineData("/api")]
    [InlineData("/a b")]
    public void A_path_of_another_form_is_refused(string path)
    {
        var message = Assert.Throws<ArgumentException>(() => new ServeOptions { PathBase = path }.Validated()).Message;
        Assert.Contains("use a path such as /cutline", message, StringComparison.Ordinal);
    }
}
