namespace Cutline.Imaging;

/// <summary>What a picture's header says.</summary>
/// <param name="Width">Upright width in pixels.</param>
/// <param name="Height">Upright height in pixels.</param>
/// <param name="Format">JPEG, PNG, GIF, WebP, TIFF, AVIF or HEIC.</param>
/// <param name="Bands">Channels as stored.</param>
/// <param name="Orientation">EXIF orientation, 1 to 8.</param>
/// <param name="Bits">Bits of one channel of one pixel.</param>
public sealed record PhotoInfo(int Width, int Height, string Format, int Bands, int Orientation, int Bits);
