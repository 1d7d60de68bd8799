using Cutline.Listings.Storage;
using Cutline.Web.Listings;
using Cutline.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Endpoints;

/// <summary>The endpoints of stored listings.</summary>
internal static class ListingEndpoints
{
    public static void MapListings(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/listings").WithTags("Listings");
        group.MapGet("/", List).Refuses(401, 403, 429, 503)
            .WithName("ListListings").WithSummary("Lists the stored listings, last changed first");
        group.MapPost("/", Create).TakesListing().Refuses(400, 401, 403, 408, 409, 413, 429, 503, 507)
            .WithName("CreateListing").WithSummary("Stores a new listing");
        group.MapGet("/{id}", Show).WithName("ShowListing").WithSummary("A stored listing").Refuses(401, 403, 404, 429, 500, 503);
        group.MapPut("/{id}", Save).TakesListing().Refuses(400, 401, 403, 404, 408, 413, 429, 503, 507)
            .WithName("SaveListing").WithSummary("Replaces a listing; its files are kept")
            .WithDescription("Of several concurrent requests, the last one wins.");
        group.MapDelete("/{id}", Delete).Refuses(401, 403, 404, 429, 503)
            .WithName("DeleteListing").WithSummary("Deletes a listing and its files");
        group.MapPost("/{id}/copy", Copy).Refuses(401, 403, 404, 409, 429, 500, 503, 507)
            .WithName("CopyListing").WithSummary("Copies a listing and its files");
    }

    private static Ok<ListingSummary[]> List(ListingService listings, HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(listings.Do(s => s.List()).Select(ListingSummary.Of).ToArray());
    }

    private static async Task<Created<ListingResponse>> Create(
        HttpRequest request, ListingService listings, ListingBody body, CancellationToken cancel)
    {
        listings.Do(_ => true); // disabled storage is reported before the body is read
        var listing = await body.ReadAsync(request, cancel);
        return Made(request, listings.Do(s => s.Create(listing)));
    }

    private static Ok<ListingResponse> Show(string id, ListingService listings, HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(ListingResponse.Of(listings.Do(id, (s, known) => s.Open(known))));
    }

    private static async Task<Ok<ListingResponse>> Save(
        string id, HttpRequest request, ListingService listings, ListingBody body, CancellationToken cancel)
    {
        listings.Do(_ => true);
        var listing = await body.ReadAsync(request, cancel);
        return TypedResults.Ok(ListingResponse.Of(listings.Do(id, (s, known) => s.Save(known, listing))));
    }

    private static NoContent Delete(string id, ListingService listings)
    {
        listings.Do(id, (s, known) =>
        {
            s.Delete(known);
            return true;
        });
        return TypedResults.NoContent();
    }

    private static Created<ListingResponse> Copy(string id, HttpRequest request, ListingService listings) =>
        Made(request, listings.Do(id, (s, known) => s.Duplicate(known)));

    private static Created<ListingResponse> Made(HttpRequest request, StoredListing stored) =>
        TypedResults.Created($"{request.PathBase}/api/listings/{stored.Id}", ListingResponse.Of(stored));
}
