namespace Cutline.Listings.Storage;

/// <summary>A stored file of a listing, such as a photo or the manual edits of a mask.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Bytes">The file's size in bytes.</param>
public sealed record Attachment(string Name, long Bytes);
