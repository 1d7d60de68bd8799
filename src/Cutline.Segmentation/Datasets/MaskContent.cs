using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets;

/// <summary>The values that a mask holds.</summary>
internal static class MaskContent
{
    /// <summary>The first value that is not of {0, 1} nor {0, 255}, or that does not go with the others; null when there is none.</summary>
    public static byte? FirstInvalid(ReadOnlySpan<byte> mask)
    {
        var at = mask.IndexOfAnyExcept((byte)0, (byte)1);
        if (at < 0) return null;
        if (mask[at] != 255) return mask[at];

        // A 255 was met: from here on 1 is as wrong as any other value.
        var other = mask.IndexOfAnyExcept((byte)0, (byte)255);
        return other < 0 ? null : mask[other];
    }
}
