namespace Cutline.Listings.Storage;

/// <summary>How much a store keeps.</summary>
public sealed record StoreLimits
{
    public const int StandardListings = 10_000;

    public int Listings { get; init; } = StandardListings;

    /// <summary>Files of one listing: of each of its photos the original, the retouch and the picture, and some beside.</summary>
    public int Attachments { get; init; } = 200;

    /// <summary>Bytes of one attachment.</summary>
    public long AttachmentBytes { get; init; } = 64L << 20;

    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public StoreLimits Validated() =>
        Listings is >= 1 and <= 1_000_000 && Attachments >= 1 && AttachmentBytes >= 1 ? this : throw new ArgumentException($"max-listings is {Listings}: use 1 to 1000000");
}
