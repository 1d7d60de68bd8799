using Cutline.Listings;
using Cutline.Listings.Storage;

namespace Cutline.Web.Listings;

/// <summary>A stored listing, in the API.</summary>
internal sealed record ListingResponse(string Id, DateTimeOffset Created, DateTimeOffset Changed, Listing Listing)
{
    public static ListingResponse Of(StoredListing stored) => new(stored.Id.ToString(), stored.Created, stored.Changed, stored.Listing);
}
