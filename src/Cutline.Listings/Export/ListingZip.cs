using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Export;

/// <summary>All of a listing in a ZIP: <c>photos/</c>, the page, its texts, the listing, the car for search engines, and where the facts are from.</summary>
public static class ListingZip
{
    /// <param name="pages">The pictures as they are shown in the page.</param>
    /// <param name="photos">The pictures at their own size: each is asked for when it is written, and closed.</param>
    /// <param name="to">Where the ZIP goes; it is written from its beginning to its end, and stays open.</param>
    /// <exception cref="ListingException">The listing's fields cannot be used.</exception>
    public static async Task WriteAsync(Listing listing, IReadOnlyList<ExportPicture> pages, IEnumerable<(string Name, Func<Stream> Open)> photos, Stream to, CancellationToken cancel = default)
    {
        var sheet = new ListingSheet(listing);
        var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel).ConfigureAwait(false);
        await using (zip.ConfigureAwait(false))
        {
            foreach (var (name, open) in photos)
            {
                var from = open();
                await using (from.ConfigureAwait(false)) await AddAsync(zip, $"photos/{name}", CompressionLevel.NoCompression, entry => from.CopyToAsync(entry, cancel), cancel).ConfigureAwait(false);
            }

            await AddAsync(zip, "listing.html", ListingHtml.Write(listing, pages), cancel).ConfigureAwait(false);
            foreach (var (language, text) in listing.Texts) await AddAsync(zip, $"listing.{language.Code()}.txt", $"{text.Trim()}\n", cancel).ConfigureAwait(false);
            await AddAsync(zip, "listing.json", JsonSerializer.Serialize(listing, ListingJson.File), cancel).ConfigureAwait(false);
            await AddAsync(zip, "car.jsonld", CarJsonLd.Of(listing).ToJsonString(new() { WriteIndented = true }), cancel).ConfigureAwait(false);
            await AddAsync(zip, "sources.txt", Sources(sheet), cancel).ConfigureAwait(false);
        }
    }

    private static string Sources(ListingSheet sheet)
    {
        var lines = sheet.Facts.Select(f => $"{f.Label}: {f.Value} [{f.Source}]").Append("").Concat(sheet.Sources.Select((s, i) => $"[{i + 1}] {s}"));
        return string.Join('\n', lines.Append(""));
    }

    private static Task AddAsync(ZipArchive zip, string name, string text, CancellationToken cancel) =>
        AddAsync(zip, name, CompressionLevel.Optimal, entry => entry.WriteAsync(Encoding.UTF8.GetBytes(text), cancel).AsTask(), cancel);

    private static async Task AddAsync(ZipArchive zip, string name, CompressionLevel level, Func<Stream, Task> write, CancellationToken cancel)
    {
        var entry = await zip.CreateEntry(name, level).OpenAsync(cancel).ConfigureAwait(false);
        await using (entry.ConfigureAwait(false)) await write(entry).ConfigureAwait(false);
    }
}
