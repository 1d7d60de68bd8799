namespace Cutline.Imaging;

/// <summary>What is refused before anything is decoded.</summary>
public sealed record PhotoLimits
{
    /// <summary>64 MiB and 100 million pixels.</summary>
    public static PhotoLimits Default { get; } = new();

    /// <summary>Bytes of the file.</summary>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <summary>Width times height, as the header states them.</summary>
    public long MaxPixels { get; init; } = 100_000_000;
}
