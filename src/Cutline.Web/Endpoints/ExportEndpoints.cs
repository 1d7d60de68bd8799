using System.Text;
using Cutline.Listings;
using Cutline.Listings.Export;
using Cutline.Listings.Languages;
using Cutline.Web.Listings;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Endpoints;

/// <summary>
/// The endpoints that export a listing as files. They are sent as attachments, since a page that is shown from here would have this
/// service's origin.
/// </summary>
internal static class ExportEndpoints
{
    private const int LongestName = 60;

    public static void MapExports(this IEndpointRouteBuilder app)
    {
        var listing = app.MapGroup("/api/listings/{id}").WithTags("Exports");
        listing.MapGet("/export.html", Html).Produces<Stream>(200, "text/html").Refuses(401, 403, 404, 422, 429, 503)
            .WithName("ExportHtml").WithSummary("A listing as one HTML page without other files");
        listing.MapGet("/export.pdf", Pdf).Produces<Stream>(200, "application/pdf").Refuses(401, 403, 404, 422, 429, 503)
            .WithName("ExportPdf").WithSummary("A listing as a PDF");
        listing.MapGet("/export.zip", Zip).Produces<Stream>(200, "application/zip").Refuses(401, 403, 404, 422, 429, 503)
            .WithName("ExportZip").WithSummary("A listing's pictures, page, texts, data and sources as a ZIP archive");
        listing.MapGet("/export.json", Json).Produces<Stream>(200, "application/ld+json").Refuses(401, 403, 404, 422, 429, 503)
            .WithName("ExportJson").WithSummary("A listing as a Car of schema.org (JSON-LD), for search engines");
    }

    private static async Task<FileContentHttpResult> Html(string id, ExportService exports, HttpResponse response, CancellationToken cancel)
    {
        NoStore(response);
        var (stored, page) = await exports.MakeAsync(
            id, Shown, (stored, pictures) => (stored, ListingHtml.Write(stored.Listing, pictures)), cancel);
        return TypedResults.File(Encoding.UTF8.GetBytes(page), "text/html; charset=utf-8", Name(stored.Listing, "html"));
    }

    private static async Task<FileContentHttpResult> Pdf(string id, ExportService exports, HttpResponse response, CancellationToken cancel)
    {
        NoStore(response);
        var (stored, pages) = await exports.MakeAsync(
            id, Shown, (stored, pictures) => (stored, ListingPdf.Write(stored.Listing, pictures)), cancel);
        return TypedResults.File(pages, "application/pdf", Name(stored.Listing, "pdf"));
    }

    private static async Task<PushStreamHttpResult> Zip(
        string id, ExportService exports, ListingPictures files, HttpContext context, CancellationToken cancel)
    {
        NoStore(context.Response);
        var (stored, pages) = await exports.MakeAsync(id, listing => listing.Texts.Keys, (stored, pictures) => (stored, pictures), cancel);
        // .NET's archives write the data descriptor after each file synchronously
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        var photos = ListingPictures.Names(stored.Listing)
            .Select(name => (files.PlainName(stored.Id, name), (Func<Stream>)(() => files.OpenPlain(stored.Id, name)))).ToArray();
        return TypedResults.Stream(
            body => ListingZip.WriteAsync(stored.Listing, pages, photos, body, cancel), "application/zip", Name(stored.Listing, "zip"));
    }

    private static FileContentHttpResult Json(string id, ExportService exports, HttpResponse response)
    {
        NoStore(response);
        var listing = exports.Open(id, Shown).Listing;
        var json = CarJsonLd.Of(listing).ToJsonString(new() { WriteIndented = true });
        return TypedResults.File(Encoding.UTF8.GetBytes(json), "application/ld+json", Name(listing, "json"));
    }

    /// <summary>The languages of a page: one.</summary>
    private static IEnumerable<Language> Shown(Listing listing) => [listing.Language];

    private static void NoStore(HttpResponse response) => response.Headers.CacheControl = "no-store";

    /// <summary>A file name such as <c>2019-audi-a4.pdf</c>: the car's name in ASCII letters and digits.</summary>
    private static string Name(Listing listing, string extension)
    {
        var letters = listing.Car.ToString().Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
        var name = string.Join('-', string.Concat(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return $"{(name.Length == 0 ? "listing" : name[..Math.Min(name.Length, LongestName)])}.{extension}";
    }
}
