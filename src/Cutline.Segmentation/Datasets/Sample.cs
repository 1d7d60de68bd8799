using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// One photo and its mask as they were read once: however often they are decoded, it is from the same bytes,
/// and <see cref="Key"/> names just those.
/// </summary>
public abstract class Sample
{
    /// <summary>The identity of photo and mask together.</summary>
    public abstract ContentKey Key { get; }

    /// <summary>The photo: RGB, upright.</summary>
    /// <param name="shrinkTo">The decoder may reduce the photo while decoding, but not below this size.</param>
    /// <exception cref="DatasetException">It cannot be decoded; the message names the file and the repair.</exception>
    public abstract Photo DecodePhoto((int Width, int Height)? shrinkTo = null);

    /// <summary>The mask: grey, of the photo's native size; any value above 0 foreground, or, of many classes, indices and <see cref="ClassSet.Void"/>.</summary>
    /// <exception cref="DatasetException">It cannot be decoded, does not fit its photo, or holds what is no class.</exception>
    public abstract Photo DecodeMask();

    /// <summary>The mask as class indices (0 and 1 for a foreground), whatever else its file holds being void and counted.</summary>
    /// <exception cref="DatasetException">It cannot be decoded, or does not fit its photo.</exception>
    public virtual MaskReading ReadMask()
    {
        using var mask = DecodeMask();
        var indices = new byte[mask.Width * mask.Height];
        var pixels = mask.Pixels;
        for (var i = 0; i < indices.Length; i++) indices[i] = pixels[i] > 0 ? (byte)1 : (byte)0;
        return new(Photo.FromPixels(indices, mask.Width, mask.Height, PixelFormat.Grey), []);
    }
}
