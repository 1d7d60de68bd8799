namespace Cutline.Listings;

/// <summary>A photo of the car and the names of its stored files.</summary>
/// <param name="Name">The name of the seller's file, to be shown; never used as a path.</param>
/// <param name="Original">The file of the photo as the seller uploaded it.</param>
/// <param name="Retouch">The file of the manual edits of its mask; null where there are none.</param>
/// <param name="Finished">The file of the finished picture; null where there is none yet.</param>
public sealed record ListingPhoto(string Name, string Original, string? Retouch = null, string? Finished = null)
{
    private const int MaxNameLength = 255;

    /// <summary>This photo's own options by name, in addition to the listing's scene options.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Checks every field.</summary>
    /// <exception cref="ListingException">A field is invalid.</exception>
    internal void Validate()
    {
        FieldLimits.Check("photo's name", Name, MaxNameLength);
        foreach (var file in (string?[])[Original, Retouch, Finished])
            if (file is not null && !AttachmentName.IsValid(file))
                throw new ListingException($"'{file}' is not a valid name for a photo's file: {AttachmentName.Rule}");
        OptionValues.Validate("photo", Options);
    }
}
