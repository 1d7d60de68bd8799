namespace Cutline.Imaging;

/// <summary>Channels of a pixel, 8 bits each, interleaved; the value is their number.</summary>
public enum PixelFormat
{
    Grey = 1,
    Rgb = 3,
    Rgba = 4,
}
