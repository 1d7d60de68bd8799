namespace Cutline.Training.Checkpoints.Zip;

/// <summary>One file within a zip file, as its directory describes it.</summary>
/// <param name="HeaderOffset">The offset of the local header, which the data follows.</param>
/// <param name="Stored">Neither compressed nor encrypted.</param>
internal sealed record ZipEntry(string Name, long HeaderOffset, long Length, uint Crc, bool Stored);
