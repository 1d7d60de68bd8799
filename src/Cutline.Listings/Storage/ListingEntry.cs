namespace Cutline.Listings.Storage;

/// <summary>A line in the list of stored listings. All but the id and the damage is null where the listing is damaged.</summary>
/// <param name="Id">The listing's id.</param>
/// <param name="Created">The time of the first save.</param>
/// <param name="Changed">The time of the last save.</param>
/// <param name="Title">The car's name.</param>
/// <param name="Photo">The file of the first finished picture; null where there is none.</param>
/// <param name="Damage">The reason why the listing cannot be read; null where it can.</param>
public sealed record ListingEntry(
    ListingId Id, DateTimeOffset? Created, DateTimeOffset? Changed, string? Title, string? Photo, string? Damage)
{
    internal static ListingEntry Of(StoredListing stored)
    {
        var photo = stored.Listing.Photos.FirstOrDefault(p => p.Finished is not null)?.Finished;
        return new(stored.Id, stored.Created, stored.Changed, stored.Listing.Car.ToString(), photo, null);
    }
}
