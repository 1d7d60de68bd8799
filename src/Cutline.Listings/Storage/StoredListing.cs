namespace Cutline.Listings.Storage;

/// <summary>A listing as it is stored.</summary>
/// <param name="Created">When it was first saved.</param>
/// <param name="Changed">When it was last saved.</param>
public sealed record StoredListing(ListingId Id, DateTimeOffset Created, DateTimeOffset Changed, Listing Listing);
