namespace Cutline.Imaging;

/// <summary>Channels of a pixel, 8 bits each, interleaved; the value is their number.</summary>
public enum PixelFormat
{
    /// <summary>One channel of grey.</summary>
    Grey = 1,

    /// <summary>Red, green, blue.</summary>
    Rgb = 3,

    /// <summary>Red, green, blue, alpha; colours are not multiplied by it.</summary>
    Rgba = 4,
}
