using System.Text.Json.Nodes;
using Cutline.Segmentation.Inference;
using Cutline.Web.Cutting;

namespace Cutline.Web.Tests.Endpoints;

/// <summary>The model and its terms, as programs and the page are told them.</summary>
[Collection(Pages.Name)]
public sealed class ModelEndpointTests(Chromium chromium)
{
    private static readonly ModelCard Card = new(
        "lots.onnx", new string('a', 64), "Research use, because of the photos.", "drawn cars", "fp16");

    [Fact]
    public async Task The_file_its_hash_licence_and_data_are_told_without_a_key()
    {
        await using var service = await RunningService.StartAsync(new() { ApiKeys = ["secret-secret-secret"] }, new Licensed(Card));

        var model = JsonNode.Parse(await (await service.Client.GetAsync("/api/model")).WellAsync())!;
        Assert.Equal(
            $$"""{"name":"lots.onnx","sha256":"{{Card.Hash}}","terms":"Research use","licence":"{{Card.Licence}}","""
                + "\"data\":\"drawn cars\",\"outputs\":[]}",
            model.ToJsonString());
    }

    [Fact]
    public async Task A_cutter_without_a_model_tells_nothing()
    {
        await using var service = await RunningService.StartAsync();

        Assert.Equal(
            """{"name":null,"sha256":null,"terms":null,"licence":null,"data":null,"outputs":[]}""",
            JsonNode.Parse(await (await service.Client.GetAsync("/api/model")).WellAsync())!.ToJsonString());
    }

    [ChromiumFact]
    public async Task The_page_shows_the_terms_before_the_first_photo_and_beside_the_download()
    {
        await using var service = await RunningService.StartAsync(cutter: new Licensed(Card));
        await using var tab = await chromium.OpenAsync(service.Service.Address);

        await tab.Find(".welcome .terms").WaitForAsync();
        Assert.Equal("Model lots.onnx: Research use.", await tab.Find(".welcome .terms").TextContentAsync());
        await tab.CutAsync("a.jpg");
        Assert.True(await tab.Find(".downloads .terms").IsVisibleAsync());
        Assert.Equal(Card.Licence, await tab.Find(".downloads .terms").GetAttributeAsync("title"));
        Assert.Empty(tab.Complaints);
    }

    private sealed class Licensed(ModelCard card) : ICutter
    {
        public ModelCard? Model => card;

        public CutResult Cut(ReadOnlyMemory<byte> photo, CutSettings settings, CancellationToken cancel) =>
            ColourCutter.Instance.Cut(photo, settings, cancel);
    }
}
