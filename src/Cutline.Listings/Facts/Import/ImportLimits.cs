namespace Cutline.Listings.Facts.Import;

/// <summary>How much an import takes in. The official file has 20 MB unpacked, 1.5 MB packed, and lines below 1 KB.</summary>
public sealed record ImportLimits
{
    public static ImportLimits Default { get; } = new();

    /// <summary>Bytes of the file as it comes, packed or not.</summary>
    public long FileBytes { get; init; } = 64L << 20;

    /// <summary>Bytes once unpacked.</summary>
    public long UnpackedBytes { get; init; } = 256L << 20;

    /// <summary>Bytes of a line.</summary>
    public int LineBytes { get; init; } = 64 << 10;

    public int Rows { get; init; } = 1_000_000;

    /// <summary>From the first byte asked for to the last one had, over the network.</summary>
    public TimeSpan DownloadTime { get; init; } = TimeSpan.FromMinutes(2);
}
