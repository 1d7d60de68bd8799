namespace Cutline.Listings.Facts.Import;

/// <summary>The limits of an import. The official file has 20 MB uncompressed, 1.5 MB compressed, and lines below 1 KB.</summary>
public sealed record ImportLimits
{
    /// <summary>The limits that apply where no others are given.</summary>
    public static ImportLimits Default { get; } = new();

    /// <summary>The size of the file as it is stored, compressed or not, in bytes; 64 MB by default.</summary>
    public long FileBytes { get; init; } = 64L << 20;

    /// <summary>The uncompressed size in bytes; 256 MB by default.</summary>
    public long UnpackedBytes { get; init; } = 256L << 20;

    /// <summary>The size of a line in bytes; 64 KB by default.</summary>
    public int LineBytes { get; init; } = 64 << 10;

    /// <summary>The number of rows; 1,000,000 by default.</summary>
    public int Rows { get; init; } = 1_000_000;

    /// <summary>The time of a download from the request to the last byte; 2 minutes by default.</summary>
    public TimeSpan DownloadTime { get; init; } = TimeSpan.FromMinutes(2);
}
