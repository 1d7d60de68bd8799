namespace Cutline.Listings.Export;

/// <summary>A picture for an export.</summary>
/// <param name="Name">A plain file name.</param>
/// <param name="MediaType">Such as <c>image/jpeg</c>.</param>
public sealed record ExportPicture(string Name, string MediaType, ReadOnlyMemory<byte> Bytes);
