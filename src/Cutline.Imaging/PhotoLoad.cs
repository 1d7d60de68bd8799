namespace Cutline.Imaging;

/// <summary>How a photo is decoded.</summary>
public sealed record PhotoLoad
{
    /// <summary>RGB in sRGB, at its full size, within the default limits.</summary>
    public static PhotoLoad Default { get; } = new();

    /// <summary>What is refused.</summary>
    public PhotoLimits Limits { get; init; } = PhotoLimits.Default;

    /// <summary>Channels of the result. Alpha that is not asked for is laid on white.</summary>
    public PixelFormat Format { get; init; } = PixelFormat.Rgb;

    /// <summary>A JPEG may be reduced while it is decoded, to a half, a quarter or an eighth, but not below this size.</summary>
    public (int Width, int Height)? ShrinkTo { get; init; }

    /// <summary>Keeps an RGB photo's own colours and ICC profile together, instead of converting to sRGB.</summary>
    public bool KeepProfile { get; init; }
}
