using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Cutline.Imaging;
using Cutline.Imaging.Tests;
using Cutline.Listings;
using Cutline.Listings.Languages;
using static Cutline.Listings.Tests.Listings;

namespace Cutline.Web.Tests.Listings;

public sealed class ExportEndpointsTests
{
    private static readonly Listing Whole = Linnet().Saying("A blue car.") with
    {
        Photos = [new("a.jpg", "photo-1.jpg", Finished: "finished-1.png"), new("b.jpg", "photo-2.jpg")],
    };

    [Fact]
    public async Task Each_kind_is_a_file_to_save()
    {
        await using var shop = await Shop.OpenAsync();
        var id = await shop.CreateAsync(Whole);
        var png = DrawnCar.Encoded(1, PhotoFormat.Png);
        await (await shop.PutAsync(id, "finished-1.png", png)).WellAsync();
        await (await shop.PutAsync(id, "photo-2.jpg", DrawnCar.Jpeg)).WellAsync();

        var html = Encoding.UTF8.GetString(await ExportAsync(shop, id, "html", "text/html"));
        Assert.Contains("A blue car.", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("<img src=\"data:image/jpeg;base64,").Length - 1);
        var pdf = await ExportAsync(shop, id, "pdf", "application/pdf");
        Assert.Equal("%PDF-1.7", Encoding.ASCII.GetString(pdf, 0, 8));
        Assert.Equal(
            "2019 Ostara Linnet RS4", (string)JsonNode.Parse(await ExportAsync(shop, id, "json", "application/ld+json"))!["name"]!);

        using var zip = new ZipArchive(new MemoryStream(await ExportAsync(shop, id, "zip", "application/zip")));
        Assert.Equal(
            ["photos/finished-1.png", "photos/photo-2.jpg", "listing.html", "listing.en.txt", "listing.json", "car.jsonld", "sources.txt"],
            zip.Entries.Select(e => e.FullName));
        using var photo = zip.Entries[0].Open();
        using var bytes = new MemoryStream();
        await photo.CopyToAsync(bytes);
        Assert.Equal(png, bytes.ToArray());
    }

    [Fact]
    public async Task No_export_tells_where_and_by_whom_a_photo_was_taken()
    {
        await using var shop = await Shop.OpenAsync();
        var id = await shop.CreateAsync(Linnet().Saying("A blue car.") with
        {
            Photos = [new("a.jpg", "photo-1.jpg"), new("b.heic", "photo-2.heic"), new("c.png", "photo-3.png", Finished: "finished-3.webp")],
        });
        await (await shop.PutAsync(id, "photo-1.jpg", Exiftool.Marked(DrawnCar.Jpeg, "jpg"))).WellAsync();
        await (await shop.PutAsync(id, "photo-2.heic", Exiftool.Marked(GoldenPhoto.Bytes("quarters.heic"), "heic"))).WellAsync();
        await (await shop.PutAsync(id, "finished-3.webp", Exiftool.Marked(DrawnCar.Encoded(1, PhotoFormat.WebP), "webp"))).WellAsync();

        using var folder = new TemporaryFolder();
        using (var zip = new ZipArchive(new MemoryStream(await ExportAsync(shop, id, "zip", "application/zip"))))
        {
            Assert.Equal(
                ["photos/photo-1.jpg", "photos/photo-2.heic.jpg", "photos/finished-3.webp"], zip.Entries.Take(3).Select(e => e.FullName));
            foreach (var entry in zip.Entries.Take(3)) entry.ExtractToFile(folder.At(entry.Name));
        }

        folder.Put("listing.pdf", await ExportAsync(shop, id, "pdf", "application/pdf"));
        var html = Encoding.UTF8.GetString(await ExportAsync(shop, id, "html", "text/html"));
        var pictures = html.Split("data:image/jpeg;base64,")[1..];
        for (var i = 0; i < pictures.Length; i++) folder.Put($"{i}.jpg", Convert.FromBase64String(pictures[i].Split('"')[0]));

        var told = Exiftool.Read(folder.Path);
        Assert.Equal(7, told.Count);
        foreach (var (name, tags) in told)
            foreach (var part in (string[])[Exiftool.Secret, "GPS", "ExifIFD", "XMP", "IPTC", "Box Mk II"])
                if (part != "XMP" || name != "listing.pdf") // which has the title and the program there
                    Assert.False(tags.ToJsonString().Contains(part, StringComparison.Ordinal), $"{name}: {tags}");
    }

    [Fact]
    public async Task A_picture_that_is_missing_or_broken_is_named()
    {
        await using var shop = await Shop.OpenAsync();
        var id = await shop.CreateAsync(Whole);
        foreach (var kind in (string[])["html", "pdf", "zip"])
            await (await shop.Client.GetAsync($"/api/listings/{id}/export.{kind}"))
                .RefusedAsync(422, "no-picture", "finished-1.png was not sent");
        await (await shop.PutAsync(id, "finished-1.png", DrawnCar.Encoded(1, PhotoFormat.Png)[..200])).WellAsync();
        foreach (var kind in (string[])["html", "pdf", "zip"])
            await (await shop.Client.GetAsync($"/api/listings/{id}/export.{kind}"))
                .RefusedAsync(422, "no-picture", "finished-1.png cannot be read");
        await ExportAsync(shop, id, "json", "application/ld+json");
        await (await shop.Client.GetAsync($"/api/listings/{new string('0', 32)}/export.pdf")).RefusedAsync(404, "not-found");
        await (await shop.Client.GetAsync($"/api/listings/{id}/export.exe")).RefusedAsync(404, "not-found");
    }

    [Fact]
    public async Task What_nobody_knows_is_not_handed_out_until_the_seller_vouches_for_it()
    {
        await using var shop = await Shop.OpenAsync();
        var listing = Linnet() with
        {
            Texts = new Dictionary<Language, string> { [Language.English] = "A blue car.", [Language.German] = "Ein Auto mit 777 PS." },
        };
        var id = await shop.CreateAsync(listing);
        foreach (var kind in (string[])["html", "pdf", "json"])
            await (await shop.Client.GetAsync($"/api/listings/{id}/export.{kind}")).WellAsync();
        await (await shop.Client.GetAsync($"/api/listings/{id}/export.zip"))
            .RefusedAsync(422, "unsupported", "its German text says '777 PS'");

        await (await shop.Client.PutAsync($"/api/listings/{id}", Shop.Json(listing with { Language = Language.German }))).WellAsync();
        foreach (var kind in (string[])["html", "pdf", "zip", "json"])
            await (await shop.Client.GetAsync($"/api/listings/{id}/export.{kind}")).RefusedAsync(422, "unsupported", "add it to the notes");

        var confirmed = listing with { Seller = listing.Seller with { Notes = "777 PS" } };
        await (await shop.Client.PutAsync($"/api/listings/{id}", Shop.Json(confirmed))).WellAsync();
        await (await shop.Client.GetAsync($"/api/listings/{id}/export.zip")).WellAsync();
    }

    [Fact]
    public async Task A_hostile_name_is_no_header_and_no_path()
    {
        await using var shop = await Shop.OpenAsync();
        var id = await shop.CreateAsync(new() { Car = new(null, "../../\"; x=\"", "größe\n\u202E") });
        using var answer = await shop.Client.GetAsync($"/api/listings/{id}/export.json");
        await answer.WellAsync();
        Assert.Equal(
            "attachment; filename=x-gr-e.json; filename*=UTF-8''x-gr-e.json", answer.Content.Headers.ContentDisposition?.ToString());
    }

    private static async Task<byte[]> ExportAsync(Shop shop, string id, string kind, string type)
    {
        using var answer = await shop.Client.GetAsync($"/api/listings/{id}/export.{kind}");
        var bytes = await answer.WellAsync();
        Assert.Equal(
            (type, "attachment", $"2019-ostara-linnet-rs4.{kind}"),
            (answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.DispositionType,
            answer.Content.Headers.ContentDisposition?.FileName));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        return bytes;
    }
}
