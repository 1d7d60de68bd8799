using System.Globalization;

namespace Cutline.Segmentation.Loading;

/// <summary>Writes numbers of bytes for people.</summary>
internal static class ByteSize
{
    /// <summary>A number of bytes in the fitting unit, such as <c>1.5 GiB</c>.</summary>
    public static string Text(long bytes) => bytes switch
    {
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB"),
        >= 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB"),
    };
}
