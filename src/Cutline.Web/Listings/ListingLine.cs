using Cutline.Listings.Storage;

namespace Cutline.Web.Listings;

/// <summary>A line in the list of what is stored.</summary>
/// <param name="Title">The car's name; null where the listing is damaged.</param>
/// <param name="Photo">The file of its first finished picture; null where there is none.</param>
/// <param name="Damage">What is to be done about a damaged one; null where nothing is wrong.</param>
internal sealed record ListingLine(string Id, DateTimeOffset? Created, DateTimeOffset? Changed, string? Title, string? Photo, string? Damage)
{
    public static ListingLine Of(ListingEntry entry) =>
        new(entry.Id.ToString(), entry.Created, entry.Changed, entry.Title, entry.Photo, entry.Damage is null ? null : "its file is damaged: restore listing.json from a copy, save it anew, or delete it");
}
