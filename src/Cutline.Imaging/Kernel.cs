namespace Cutline.Imaging;

/// <summary>How a resized pixel is made. All but <see cref="Nearest"/> widen when reducing, so that every source pixel counts.</summary>
public enum Kernel
{
    /// <summary>The nearest pixel as it is, for labels.</summary>
    Nearest,

    /// <summary>The mean of what the pixel covers; along a side that grows, it is <see cref="Bilinear"/>.</summary>
    Area,

    /// <summary>Straight lines between pixels.</summary>
    Bilinear,

    /// <summary>Catmull-Rom.</summary>
    Cubic,

    /// <summary>Lanczos with three lobes; along a side that grows, it is <see cref="Cubic"/>.</summary>
    Lanczos,
}
