namespace Cutline.Imaging;

/// <summary>How a resized pixel is made. All but <see cref="Nearest"/> widen when reducing, so that every source pixel counts.</summary>
public enum Kernel
{
    Nearest,

    /// <summary>The mean of what the pixel covers; along a side that grows, it is <see cref="Bilinear"/>.</summary>
    Area,
    Bilinear,
    Cubic,
    Lanczos,
}
