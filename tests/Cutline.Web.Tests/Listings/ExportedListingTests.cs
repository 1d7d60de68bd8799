using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Cutline.Web.Tests.Listings;

/// <summary>Listings that are taken away from the page as files.</summary>
[Collection(Pages.Name)]
public sealed class ExportedListingTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task A_listing_is_saved_and_taken_away_as_files()
    {
        await using var room = await Showroom.OpenAsync(chromium);
        await room.ShowAsync(("front.jpg", DrawnCar.Jpeg));
        await room.NameAsync("2019", "Ostara", "Linnet");
        await room.Find("#text").FillAsync("A <script>fine</script> Linnet.");

        var (name, pdf) = await ExportAsync(room, "pdf");
        Assert.Equal("2019-ostara-linnet.pdf", name);
        Assert.Equal("%PDF"u8.ToArray(), pdf[..4]);
        var (_, json) = await ExportAsync(room, "json");
        Assert.Equal("Car", (string?)JsonNode.Parse(json)!["@type"]);
        var (_, zip) = await ExportAsync(room, "zip");
        using (var archive = new ZipArchive(new MemoryStream(zip))) Assert.NotEmpty(archive.Entries);

        var (_, html) = await ExportAsync(room, "html");
        var page = await room.Tab.Page.Context.NewPageAsync();
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);
        await page.SetContentAsync(Encoding.UTF8.GetString(html));
        Assert.Equal(1, await page.GetByText("A <script>fine</script> Linnet.").CountAsync());
        Assert.All(asked, url => Assert.StartsWith("data:", url, StringComparison.Ordinal));
        Assert.Empty(room.Tab.Complaints);
    }

    private static Task<(string Name, byte[] Bytes)> ExportAsync(Showroom room, string ending) => room.Tab.SavedAsync(async () =>
    {
        await room.Find(".export summary").ClickAsync();
        await room.Find($"[data-export={ending}]").ClickAsync();
    });
}
