namespace Cutline.Listings.Export;

/// <summary>A picture for an export.</summary>
/// <param name="Name">A file name without a folder.</param>
/// <param name="MediaType">The media type, such as <c>image/jpeg</c>.</param>
/// <param name="Bytes">The picture's file.</param>
public sealed record ExportPicture(string Name, string MediaType, ReadOnlyMemory<byte> Bytes);
