using Cutline.Listings.Export;
using Cutline.Listings.Storage;
using Cutline.Web.Configuration;
using Cutline.Web.Listings;
using Cutline.Web.Problems;
using Cutline.Web.Uploads;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Endpoints;

/// <summary>The endpoints of a listing's pictures: the seller's photos, edit masks and finished pictures.</summary>
internal static class ListingFileEndpoints
{
    public static void MapListingFiles(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("/api/listings/{id}/files/{name}").WithTags("Listings");
        files.MapPut("", Put).TakesPicture().Refuses(401, 403, 404, 408, 409, 413, 415, 429, 503, 507)
            .WithName("PutListingFile").WithSummary("Stores a picture of a listing, and replaces one of the same name");
        files.MapGet("", Get)
            .Produces<Stream>(200, "image/jpeg", "image/png", "image/webp", "image/gif", "image/tiff", "image/avif", "image/heic")
            .Refuses(401, 403, 404, 429, 503)
            .WithName("GetListingFile").WithSummary("A picture of a listing, unchanged");
        files.MapDelete("", Delete).Refuses(401, 403, 404, 429, 503)
            .WithName("DeleteListingFile").WithSummary("Deletes a picture of a listing");
    }

    private static async Task<NoContent> Put(
        string id, string name, HttpRequest request, ListingService listings, ServeOptions options, CancellationToken cancel)
    {
        var most = options.Listings.AttachmentBytes;
        if (request.ContentLength > most)
            throw new ProblemException(Problem.TooLarge($"it has {request.ContentLength} bytes, the limit is {most}: send a smaller one"));
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = 2 * most;
        await UploadTimeout.RunAsync(options.UploadTime, time => listings.DoAsync(async store =>
        {
            var listing = ListingId.Parse(id);
            store.Attachments(listing); // a missing listing is reported before the picture is read
            await store.AttachAsync(listing, name, await PictureBody.OpenAsync(request.Body, time), time);
            return true;
        }), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<FileStreamHttpResult> Get(
        string id, string name, ListingService listings, HttpResponse response, CancellationToken cancel)
    {
        var file = listings.Do(id, (s, known) => s.OpenAttachment(known, name));
        var head = new byte[PictureType.HeaderLength];
        var length = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        file.Position = 0;
        response.Headers.CacheControl = "no-store";
        return TypedResults.File(file, PictureType.Of(head.AsSpan(0, length)) ?? "application/octet-stream");
    }

    private static NoContent Delete(string id, string name, ListingService listings)
    {
        listings.Do(id, (s, known) =>
        {
            s.Detach(known, name);
            return true;
        });
        return TypedResults.NoContent();
    }
}
