namespace Cutline.Imaging;

/// <summary>
/// The JFIF segment at the head of a JPEG file (ITU-T T.871). libvips leaves it out where no metadata is kept; some readers, those of PDF
/// writers among them, take only files that have it or an Exif segment.
/// </summary>
internal static class JfifHeader
{
    private const int StartOfImage = 2; // bytes of the marker before it
    private const byte Marker = 0xFF, Jfif = 0xE0, Exif = 0xE1;

    /// <summary>Version 1.1, pixels that are square, no thumbnail.</summary>
    internal static ReadOnlySpan<byte> Segment =>
        [Marker, Jfif, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];

    /// <summary>A JPEG file with the segment, where it begins with neither that nor Exif.</summary>
    internal static byte[] Ensure(byte[] jpeg) => jpeg is [_, _, Marker, Jfif or Exif, ..]
        ? jpeg
        : [.. jpeg.AsSpan(0, StartOfImage), .. Segment, .. jpeg.AsSpan(StartOfImage)];
}
