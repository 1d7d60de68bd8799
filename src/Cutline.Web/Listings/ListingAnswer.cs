using Cutline.Listings;
using Cutline.Listings.Storage;

namespace Cutline.Web.Listings;

/// <summary>A listing as it is stored, as the API tells it.</summary>
internal sealed record ListingAnswer(string Id, DateTimeOffset Created, DateTimeOffset Changed, Listing Listing)
{
    public static ListingAnswer Of(StoredListing stored) => new(stored.Id.ToString(), stored.Created, stored.Changed, stored.Listing);
}
