using Cutline.Listings.Storage;

namespace Cutline.Web.Listings;

/// <summary>An entry of the list of stored listings.</summary>
/// <param name="Id">The listing's id.</param>
/// <param name="Created">When it was created; null where it is damaged.</param>
/// <param name="Changed">When it was last changed; null where it is damaged.</param>
/// <param name="Title">The car's name; null where it is damaged.</param>
/// <param name="Photo">The file name of its first finished picture; null where there is none.</param>
/// <param name="Damage">How a damaged listing can be repaired; null where it is not damaged.</param>
internal sealed record ListingSummary(
    string Id, DateTimeOffset? Created, DateTimeOffset? Changed, string? Title, string? Photo, string? Damage)
{
    public static ListingSummary Of(ListingEntry entry) =>
        new(entry.Id.ToString(), entry.Created, entry.Changed, entry.Title, entry.Photo, entry.Damage is null
            ? null
            : "its file is damaged: restore listing.json from a backup, save it again, or delete it");
}
