using Cutline.Imaging;

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

    /// <summary>The mask: grey, of the photo's native size, any value above 0 foreground.</summary>
    /// <exception cref="DatasetException">It cannot be decoded, or does not fit its photo.</exception>
    public abstract Photo DecodeMask();
}
