using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cutline.Listings.Export;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Tests.Export;

public sealed class ListingZipTests
{
    [Fact]
    public async Task The_archive_contains_the_whole_listing()
    {
        var texts = new Dictionary<Language, string> { [Language.English] = "A car.", [Language.German] = "Ein Auto, größer." };
        var listing = Listings.Linnet() with { Texts = texts };
        using var bytes = new MemoryStream();

        await ListingZip.WriteAsync(listing, [DrawnPictures.Black], [("finished-1.jpg", () => new MemoryStream([1, 2, 3]))], bytes);

        using var zip = new ZipArchive(bytes);
        string Text(string name)
        {
            using var reader = new StreamReader(zip.GetEntry(name)!.Open(), Encoding.UTF8);
            return reader.ReadToEnd();
        }

        string[] names =
            ["photos/finished-1.jpg", "listing.html", "listing.en.txt", "listing.de.txt", "listing.json", "car.jsonld", "sources.txt"];
        Assert.Equal(names, zip.Entries.Select(e => e.FullName));
        Assert.Equal(3, zip.Entries[0].Length);
        Assert.Equal("Ein Auto, größer.\n", Text("listing.de.txt"));
        var read = JsonSerializer.Deserialize<Listing>(Text("listing.json"), ListingJson.Options);
        Assert.Equal(JsonSerializer.Serialize(listing, ListingJson.Options), JsonSerializer.Serialize(read, ListingJson.Options));
        Assert.Equal("A car.", (string)JsonNode.Parse(Text("car.jsonld"))!["description"]!);
        Assert.Contains("Engine size: 2.0 l [1]\n", Text("sources.txt"), StringComparison.Ordinal);
        Assert.EndsWith("\n[1] fueleconomy.gov, row 13 of cars.csv of 2024-05-06\n", Text("sources.txt"), StringComparison.Ordinal);
        Assert.Equal(ListingHtml.Write(listing, [DrawnPictures.Black]), Text("listing.html"));
    }
}
