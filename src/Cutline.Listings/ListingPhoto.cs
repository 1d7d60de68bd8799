using Cutline.Listings.Storage;

namespace Cutline.Listings;

/// <summary>A picture of the car, and the files that are kept of it.</summary>
/// <param name="Name">What the seller's file is called: a name to show, never a path.</param>
/// <param name="Original">The photo as the seller gave it.</param>
/// <param name="Retouch">What was changed of its mask; null where nothing.</param>
/// <param name="Finished">The picture as it is to be shown; null where there is none yet.</param>
public sealed record ListingPhoto(string Name, string Original, string? Retouch = null, string? Finished = null)
{
    private const int LongestName = 255;

    /// <summary>How it is made from the original, beside the listing's look.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <exception cref="ListingException">A field cannot be used.</exception>
    internal void Validate()
    {
        SellerFields.Limit("photo's name", Name, LongestName);
        foreach (var file in (string?[])[Original, Retouch, Finished])
            if (file is not null && !AttachmentName.IsOne(file)) throw new ListingException($"'{file}' is no name of a photo's file: {AttachmentName.Rule}");
        OptionValues.Validate("photo", Options);
    }
}
