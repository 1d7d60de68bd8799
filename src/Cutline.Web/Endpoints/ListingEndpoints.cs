using Cutline.Listings.Storage;
using Cutline.Web.Listings;
using Cutline.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Endpoints;

/// <summary>Listings that are kept.</summary>
internal static class ListingEndpoints
{
    public static void MapListings(this IEndpointRouteBuilder app)
    {
        var listings = app.MapGroup("/api/listings").WithTags("Listings");
        listings.MapGet("/", List).WithName("ListListings").WithSummary("What is kept, the last changed first").Refuses(401, 403, 429, 503);
        listings.MapPost("/", Create).TakesListing().WithName("CreateListing").WithSummary("Keeps a new listing").Refuses(400, 401, 403, 408, 409, 413, 429, 503, 507);
        listings.MapGet("/{id}", Show).WithName("ShowListing").WithSummary("A listing as it is kept").Refuses(401, 403, 404, 429, 500, 503);
        listings.MapPut("/{id}", Save).TakesListing().WithName("SaveListing").WithSummary("Replaces a listing; its files stay").WithDescription("Of several who save at once, the last one's holds, whole.").Refuses(400, 401, 403, 404, 408, 413, 429, 503, 507);
        listings.MapDelete("/{id}", Delete).WithName("DeleteListing").WithSummary("Deletes a listing and its files").Refuses(401, 403, 404, 429, 503);
        listings.MapPost("/{id}/copy", Copy).WithName("CopyListing").WithSummary("Keeps a copy of a listing and its files").Refuses(401, 403, 404, 409, 429, 500, 503, 507);
    }

    private static Ok<ListingLine[]> List(ListingDesk desk, HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(desk.Do(s => s.List()).Select(ListingLine.Of).ToArray());
    }

    private static async Task<Created<ListingAnswer>> Create(HttpRequest request, ListingDesk desk, ListingBody body, CancellationToken cancel)
    {
        desk.Do(_ => true); // whether anything is kept is told before the body is read
        var listing = await body.ReadAsync(request, cancel);
        return Made(desk.Do(s => s.Create(listing)));
    }

    private static Ok<ListingAnswer> Show(string id, ListingDesk desk, HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(ListingAnswer.Of(desk.Do(id, (s, known) => s.Open(known))));
    }

    private static async Task<Ok<ListingAnswer>> Save(string id, HttpRequest request, ListingDesk desk, ListingBody body, CancellationToken cancel)
    {
        desk.Do(_ => true);
        var listing = await body.ReadAsync(request, cancel);
        return TypedResults.Ok(ListingAnswer.Of(desk.Do(id, (s, known) => s.Save(known, listing))));
    }

    private static NoContent Delete(string id, ListingDesk desk)
    {
        desk.Do(id, (s, known) =>
        {
            s.Delete(known);
            return true;
        });
        return TypedResults.NoContent();
    }

    private static Created<ListingAnswer> Copy(string id, ListingDesk desk) => Made(desk.Do(id, (s, known) => s.Duplicate(known)));

    private static Created<ListingAnswer> Made(StoredListing stored) => TypedResults.Created($"/api/listings/{stored.Id}", ListingAnswer.Of(stored));
}
