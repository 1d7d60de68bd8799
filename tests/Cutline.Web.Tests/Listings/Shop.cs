using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cutline.Listings;
using Cutline.Listings.Facts;
using Cutline.Listings.Facts.Import;
using Cutline.Listings.Tests.Facts;
using Cutline.Web.Configuration;

namespace Cutline.Web.Tests.Listings;

/// <summary>A service with a store of its own, and what clients of its listings do.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly RunningService service;

    private Shop(DirectoryInfo folder, RunningService service) => (this.folder, this.service) = (folder, service);

    public HttpClient Client => service.Client;

    public WebService Service => service.Service;

    public string Folder => folder.FullName;

    public static async Task<Shop> OpenAsync(ServeOptions? options = null)
    {
        var folder = Directory.CreateTempSubdirectory("cutline-test-");
        return new(folder,
            await RunningService.StartAsync((options ?? new ServeOptions()) with { Store = folder.FullName }, new StoppedCutter()));
    }

    public async Task ImportAsync(string csv)
    {
        var file = Path.Combine(Folder, "cars.csv");
        await File.WriteAllTextAsync(file, csv);
        await FactsImport.RunAsync(file, DataFolder.FactsFile(Folder));
    }

    public Task ImportAsync() => ImportAsync(MadeUpVehicles.Quoted);

    public static HttpContent Json(Listing listing) => JsonContent.Create(listing, options: ListingJson.Options);

    /// <summary>What a GET answers, well.</summary>
    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await (await Client.GetAsync(path)).WellAsync())!;

    /// <summary>The id of a new listing.</summary>
    public async Task<string> CreateAsync(Listing listing)
    {
        using var answer = await Client.PostAsync("/api/listings", Json(listing));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var made = JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync())!;
        Assert.Equal($"/api/listings/{made["id"]}", answer.Headers.Location?.OriginalString);
        return (string)made["id"]!;
    }

    public Task<HttpResponseMessage> PutAsync(string id, string name, byte[] bytes) =>
        Client.PutAsync($"/api/listings/{id}/files/{name}", new ByteArrayContent(bytes));

    /// <summary>The events of a text, to their end.</summary>
    public async Task<List<(string Kind, JsonNode Data)>> WriteAsync(Listing listing, string query = "")
    {
        using var answer = await Client.SendAsync(
            new(HttpMethod.Post, $"/api/listings/text{query}") { Content = Json(listing) }, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        var events = new List<(string, JsonNode)>();
        var parser = SseParser.Create(await answer.Content.ReadAsStreamAsync(), (kind, data) => (kind, JsonNode.Parse(data)!));
        await foreach (var item in parser.EnumerateAsync()) events.Add(item.Data);
        return events;
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
