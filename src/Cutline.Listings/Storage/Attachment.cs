namespace Cutline.Listings.Storage;

/// <summary>A file that belongs to a listing, such as a photo or what was changed of a mask.</summary>
/// <param name="Bytes">How large it is.</param>
public sealed record Attachment(string Name, long Bytes);
