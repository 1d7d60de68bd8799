namespace Cutline.Listings.Storage;

/// <summary>A listing in a store.</summary>
/// <param name="Id">The id that the store gave it.</param>
/// <param name="Created">The time of the first save.</param>
/// <param name="Changed">The time of the last save.</param>
/// <param name="Listing">The listing.</param>
public sealed record StoredListing(ListingId Id, DateTimeOffset Created, DateTimeOffset Changed, Listing Listing);
