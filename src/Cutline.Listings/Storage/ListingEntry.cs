namespace Cutline.Listings.Storage;

/// <summary>A line in the list of what is stored.</summary>
/// <param name="Created">When it was first saved; null where it is damaged, as all that follows but the damage.</param>
/// <param name="Changed">When it was last saved.</param>
/// <param name="Title">The car's name.</param>
/// <param name="Photo">The first finished picture; null where there is none.</param>
/// <param name="Damage">What is wrong with it; null where nothing is.</param>
public sealed record ListingEntry(ListingId Id, DateTimeOffset? Created, DateTimeOffset? Changed, string? Title, string? Photo, string? Damage)
{
    internal static ListingEntry Of(StoredListing stored) =>
        new(stored.Id, stored.Created, stored.Changed, stored.Listing.Car.ToString(), stored.Listing.Photos.FirstOrDefault(p => p.Finished is not null)?.Finished, null);
}
