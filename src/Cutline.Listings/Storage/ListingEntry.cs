namespace Cutline.Listings.Storage;

/// <summary>A line in the list of what is stored.</summary>
/// <param name="Stored">The listing; null where it is damaged.</param>
/// <param name="Damage">What is wrong with it; null where nothing is.</param>
public sealed record ListingEntry(ListingId Id, StoredListing? Stored, string? Damage);
