using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Export;

/// <summary>
/// Exports a listing as a ZIP: <c>photos/</c>, the HTML page, a text file for each language, the listing and the car as JSON, and the
/// sources.
/// </summary>
public static class ListingZip
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes the archive.</summary>
    /// <param name="listing">The listing.</param>
    /// <param name="pagePictures">The pictures of the HTML page.</param>
    /// <param name="photos">The photos in full size; each is opened when it is written, and disposed.</param>
    /// <param name="to">The stream to write to, from its beginning to its end; it stays open.</param>
    /// <param name="cancel">Cancels the export.</param>
    /// <exception cref="ListingException">A field of the listing is invalid.</exception>
    public static async Task WriteAsync(
        Listing listing, IReadOnlyList<ExportPicture> pagePictures, IEnumerable<(string Name, Func<Stream> Open)> photos, Stream to,
        CancellationToken cancel = default)
    {
        var sheet = new ListingSheet(listing);
        var zip = await ZipArchive
            .CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel).ConfigureAwait(false);
        await using (zip.ConfigureAwait(false))
        {
            foreach (var (name, open) in photos) await AddPhotoAsync(zip, name, open, cancel).ConfigureAwait(false);
            await AddTextAsync(zip, "listing.html", ListingHtml.Write(listing, pagePictures), cancel).ConfigureAwait(false);
            foreach (var (language, text) in listing.Texts)
                await AddTextAsync(zip, $"listing.{language.Code()}.txt", $"{text.Trim()}\n", cancel).ConfigureAwait(false);
            var (json, jsonLd) = (JsonSerializer.Serialize(listing, ListingJson.File), CarJsonLd.Of(listing).ToJsonString(Indented));
            await AddTextAsync(zip, "listing.json", json, cancel).ConfigureAwait(false);
            await AddTextAsync(zip, "car.jsonld", jsonLd, cancel).ConfigureAwait(false);
            await AddTextAsync(zip, "sources.txt", Sources(sheet), cancel).ConfigureAwait(false);
        }
    }

    private static string Sources(ListingSheet sheet)
    {
        var facts = sheet.Facts.Select(f => $"{f.Label}: {f.Value} [{f.Source}]");
        var sources = sheet.Sources.Select((s, i) => $"[{i + 1}] {s}");
        return string.Join('\n', [.. facts, "", .. sources, ""]);
    }

    /// <summary>Adds a photo without compressing it again.</summary>
    private static async Task AddPhotoAsync(ZipArchive zip, string name, Func<Stream> open, CancellationToken cancel)
    {
        var photo = open();
        await using (photo.ConfigureAwait(false))
        {
            Task Copy(Stream entry) => photo.CopyToAsync(entry, cancel);
            await AddAsync(zip, $"photos/{name}", CompressionLevel.NoCompression, Copy, cancel).ConfigureAwait(false);
        }
    }

    private static Task AddTextAsync(ZipArchive zip, string name, string text, CancellationToken cancel) =>
        AddAsync(zip, name, CompressionLevel.Optimal, entry => entry.WriteAsync(Encoding.UTF8.GetBytes(text), cancel).AsTask(), cancel);

    private static async Task AddAsync(
        ZipArchive zip, string name, CompressionLevel level, Func<Stream, Task> write, CancellationToken cancel)
    {
        var entry = await zip.CreateEntry(name, level).OpenAsync(cancel).ConfigureAwait(false);
        await using (entry.ConfigureAwait(false)) await write(entry).ConfigureAwait(false);
    }
}
