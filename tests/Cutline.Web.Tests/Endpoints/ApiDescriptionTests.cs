using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cutline.Web.Tests.Endpoints;

public sealed partial class ApiDescriptionTests
{
    [Fact]
    public async Task Every_part_of_the_api_is_described()
    {
        await using var service = await RunningService.StartAsync(new() { ApiKeys = ["a-key-that-is-long-enough"] }, new StoppedCutter());
        var document = JsonNode.Parse(await (await service.Client.GetAsync("/openapi/v1.json")).WellAsync())!;

        var operations = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(method => ($"{method.Key} {path.Key}", method.Value!)))
            .ToDictionary();
        Assert.Equal(
            [
                "delete /api/jobs/{id}", "delete /api/listings/{id}", "delete /api/listings/{id}/files/{name}",
                "get /api/facts", "get /api/facts/cars", "get /api/facts/cars/{id}", "get /api/facts/makes", "get /api/facts/models",
                "get /api/facts/suggest", "get /api/facts/vin/{vin}", "get /api/facts/years",
                "get /api/jobs/{id}", "get /api/jobs/{id}/cutouts.zip", "get /api/jobs/{id}/cutouts/{number}", "get /api/jobs/{id}/events",
                "get /api/listings", "get /api/listings/writer", "get /api/listings/{id}", "get /api/listings/{id}/export.html",
                "get /api/listings/{id}/export.json", "get /api/listings/{id}/export.pdf", "get /api/listings/{id}/export.zip",
                "get /api/listings/{id}/files/{name}",
                "get /api/model", "get /api/options", "get /health/live", "get /health/ready", "post /api/cutouts", "post /api/jobs",
                "post /api/listings", "post /api/listings/check", "post /api/listings/text", "post /api/listings/{id}/copy",
                "post /api/plates", "put /api/listings/{id}", "put /api/listings/{id}/files/{name}",
            ],
            operations.Keys.Order(StringComparer.Ordinal));
        Assert.All(operations.Values, o => Assert.NotEmpty((string?)o["summary"] ?? ""));
        var cut = operations["post /api/cutouts"];
        Assert.Equal(
            [
                "background", "fit", "subject", "crop", "aspect", "shadow", "reflection", "glass", "straighten", "plate", "size",
                "format", "quality", "metadata",
            ],
            cut["parameters"]!.AsArray().Select(p => (string?)p!["name"]));
        var shadow = cut["parameters"]!.AsArray().Single(p => (string?)p!["name"] == "shadow")!["schema"]!;
        Assert.Equal(
            ("number", 0, 1, 0),
            ((string?)shadow["type"], (double?)shadow["minimum"], (double?)shadow["maximum"], (double?)shadow["default"]));
        Assert.Equal(
            ["200", "400", "401", "403", "408", "413", "415", "422", "429", "503"],
            cut["responses"]!.AsObject().Select(r => r.Key).Order(StringComparer.Ordinal));
        Assert.NotNull(cut["requestBody"]!["content"]!["multipart/form-data"]);
        Assert.NotNull(document["components"]!["securitySchemes"]!["key"]);
    }

    [Theory]
    [InlineData("cutouts", 8)]
    [InlineData("listings", 24)]
    public async Task The_sample_requests_are_of_the_api(string samples, int least)
    {
        await using var service = await RunningService.StartAsync(cutter: new StoppedCutter());
        var paths = JsonNode.Parse(await (await service.Client.GetAsync("/openapi/v1.json")).WellAsync())!["paths"]!.AsObject();
        var requests = Request().Matches(await File.ReadAllTextAsync(RepositoryPaths.Find($"samples/{samples}.http")));

        Assert.True(requests.Count >= least, $"only {requests.Count} requests");
        foreach (Match request in requests)
        {
            var path = Variable().Replace(request.Groups[2].Value.Split('?')[0], "{id}")
                .Replace("/files/photo-1.jpg", "/files/{name}", StringComparison.Ordinal)
                .Replace("/vin/1HGCM82633A004352", "/vin/{vin}", StringComparison.Ordinal);
            Assert.True(paths[path]?[request.Groups[1].Value.ToLowerInvariant()] is not null, $"{request.Value} is not in the API");
        }
    }

    [GeneratedRegex(@"{{\w+\.response\.body[\w.[\]]*\.id}}")]
    private static partial Regex Variable();

    [GeneratedRegex("^(GET|POST|PUT|DELETE) {{service}}(.*)$", RegexOptions.Multiline)]
    private static partial Regex Request();
}
