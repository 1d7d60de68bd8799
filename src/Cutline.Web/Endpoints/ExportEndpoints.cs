using System.Text;
using Cutline.Listings;
using Cutline.Listings.Export;
using Cutline.Listings.Languages;
using Cutline.Web.Listings;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Endpoints;

/// <summary>A listing as files to hand out. They are sent to be saved: shown from here, a page would be this service's own.</summary>
internal static class ExportEndpoints
{
    private const int LongestName = 60;

    public static void MapExports(this IEndpointRouteBuilder app)
    {
        var listing = app.MapGroup("/api/listings/{id}").WithTags("Exports");
        listing.MapGet("/export.html", Html).Produces(200, typeof(Stream), "text/html").WithName("ExportHtml").WithSummary("A listing as one page that needs no other file").Refuses(401, 403, 404, 422, 429, 503);
        listing.MapGet("/export.pdf", Pdf).Produces(200, typeof(Stream), "application/pdf").WithName("ExportPdf").WithSummary("A listing as a PDF").Refuses(401, 403, 404, 422, 429, 503);
        listing.MapGet("/export.zip", Zip).Produces(200, typeof(Stream), "application/zip").WithName("ExportZip").WithSummary("A listing's pictures, page, texts, data and sources").Refuses(401, 403, 404, 422, 429, 503);
        listing.MapGet("/export.json", Json).Produces(200, typeof(Stream), "application/ld+json").WithName("ExportJson").WithSummary("A listing as a Car of schema.org, for search engines").Refuses(401, 403, 404, 422, 429, 503);
    }

    private static async Task<FileContentHttpResult> Html(string id, ExportDesk desk, HttpResponse response, CancellationToken cancel)
    {
        NotKept(response);
        return await desk.MakeAsync(id, Shown, (stored, pictures) => TypedResults.File(Encoding.UTF8.GetBytes(ListingHtml.Write(stored.Listing, pictures)), "text/html; charset=utf-8", Name(stored.Listing, "html")), cancel);
    }

    private static async Task<FileContentHttpResult> Pdf(string id, ExportDesk desk, HttpResponse response, CancellationToken cancel)
    {
        NotKept(response);
        return await desk.MakeAsync(id, Shown, (stored, pictures) => TypedResults.File(ListingPdf.Write(stored.Listing, pictures), "application/pdf", Name(stored.Listing, "pdf")), cancel);
    }

    private static async Task<PushStreamHttpResult> Zip(string id, ExportDesk desk, ListingPictures files, HttpContext context, CancellationToken cancel)
    {
        NotKept(context.Response);
        var (stored, pages) = await desk.MakeAsync(id, listing => listing.Texts.Keys, (stored, pictures) => (stored, pictures), cancel);
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true; // for the few bytes behind each file, which .NET's archives write no other way
        var photos = ListingPictures.Names(stored.Listing).Select(name => (name, (Func<Stream>)(() => files.Open(stored.Id, name))));
        return TypedResults.Stream(body => ListingZip.WriteAsync(stored.Listing, pages, photos, body, cancel), "application/zip", Name(stored.Listing, "zip"));
    }

    private static FileContentHttpResult Json(string id, ExportDesk desk, HttpResponse response)
    {
        NotKept(response);
        var listing = desk.Open(id, Shown).Listing;
        return TypedResults.File(Encoding.UTF8.GetBytes(CarJsonLd.Of(listing).ToJsonString(new() { WriteIndented = true })), "application/ld+json", Name(listing, "json"));
    }

    /// <summary>The one text of a page.</summary>
    private static IEnumerable<Language> Shown(Listing listing) => [listing.Language];

    private static void NotKept(HttpResponse response) => response.Headers.CacheControl = "no-store";

    /// <summary>Such as <c>2019-audi-a4.pdf</c>: the car's name in plain letters.</summary>
    private static string Name(Listing listing, string ending)
    {
        var words = string.Concat(listing.Car.ToString().Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join('-', words);
        return $"{(name.Length == 0 ? "listing" : name[..Math.Min(name.Length, LongestName)])}.{ending}";
    }
}
