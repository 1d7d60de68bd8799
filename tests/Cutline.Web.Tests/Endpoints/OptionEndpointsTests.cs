using System.Text.Json.Nodes;
using Cutline.Studio.Options;

namespace Cutline.Web.Tests.Endpoints;

/// <summary>The options of a cut-out as the page and programs read them.</summary>
public sealed class OptionEndpointsTests(SharedService shared) : IClassFixture<SharedService>
{
    [Fact]
    public async Task All_options_of_the_API_are_listed_with_types_ranges_and_defaults()
    {
        var options = await ListAsync();

        Assert.Equal(CutOptionTable.For(CutOptionUse.Api).Select(o => o.Name), options.Select(o => (string)o!["name"]!));
        Assert.Equal(
            """{"name":"straighten","type":"number","minimum":-20,"maximum":20,"unit":"degrees","choices":[],"default":0,"defaults":[]}""",
            Without("help", Named(options, "straighten")));
        Assert.Equal(
            """{"name":"fit","type":"choice","minimum":null,"maximum":null,"unit":null,"choices":["cover","contain"]"""
            + ""","default":"cover","defaults":[]}""",
            Without("help", Named(options, "fit")));
        Assert.Equal("""[{"option":"background","value":"studio","default":0.7}]""", Named(options, "shadow")["defaults"]!.ToJsonString());
        Assert.Equal(
            """[{"option":"format","value":"webp","default":90},{"option":"format","value":"jpeg","default":92}]""",
            Named(options, "quality")["defaults"]!.ToJsonString());
        Assert.All(options, o => Assert.NotEmpty((string)o!["help"]!));
    }

    /// <summary>What the description says of an option is what the list says of it.</summary>
    [Fact]
    public async Task The_description_has_the_same_types_ranges_and_defaults()
    {
        var document = JsonNode.Parse(await (await shared.Service.Client.GetAsync("/openapi/v1.json")).WellAsync())!;
        var form = document["paths"]!["/api/cutouts"]!["post"]!["requestBody"]!["content"]!["multipart/form-data"]!["schema"]![
            "properties"]!;
        foreach (var option in await ListAsync())
        {
            var schema = form[(string)option!["name"]!]!;
            Assert.Equal(
                (string)option["type"]! switch { "number" => "number", "integer" => "integer", _ => "string" }, (string?)schema["type"]);
            Assert.Equal((string)option["type"]! == "file" ? "binary" : null, (string?)schema["format"]);
            Assert.Equal(
                ((double?)option["minimum"], (double?)option["maximum"]), ((double?)schema["minimum"], (double?)schema["maximum"]));
            Assert.Equal(option["default"]?.ToJsonString(), schema["default"]?.ToJsonString());
            Assert.Equal(option["choices"]!.ToJsonString(), schema["enum"]?.ToJsonString() ?? "[]");
        }
    }

    private async Task<JsonArray> ListAsync() =>
        JsonNode.Parse(await (await shared.Service.Client.GetAsync("/api/options")).WellAsync())!.AsArray();

    private static JsonNode Named(JsonArray options, string name) => options.Single(o => (string)o!["name"]! == name)!;

    private static string Without(string member, JsonNode option)
    {
        var copy = option.DeepClone().AsObject();
        copy.Remove(member);
        return copy.ToJsonString();
    }
}
