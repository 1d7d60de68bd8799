namespace Cutline.Listings.Storage;

/// <summary>The limits of a store.</summary>
public sealed record StoreLimits
{
    /// <summary>The default of <see cref="Listings"/>.</summary>
    public const int DefaultListings = 10_000;

    /// <summary>The number of listings, 1 to 1,000,000; 10,000 by default.</summary>
    public int Listings { get; init; } = DefaultListings;

    /// <summary>The number of attachments of a listing; 200 by default, enough for original, edits and picture of each photo.</summary>
    public int Attachments { get; init; } = 200;

    /// <summary>The size of an attachment in bytes; 64 MB by default.</summary>
    public long AttachmentBytes { get; init; } = 64L << 20;

    /// <summary>Checks every limit.</summary>
    /// <returns>These limits.</returns>
    /// <exception cref="ArgumentException">A limit is out of range.</exception>
    public StoreLimits Validated()
    {
        if (Listings is < 1 or > 1_000_000) throw new ArgumentException($"{nameof(Listings)} is {Listings}: use 1 to 1000000");
        if (Attachments < 1) throw new ArgumentException($"{nameof(Attachments)} is {Attachments}: use 1 or more");
        if (AttachmentBytes < 1) throw new ArgumentException($"{nameof(AttachmentBytes)} is {AttachmentBytes}: use 1 or more");
        return this;
    }
}
