namespace Cutline.Segmentation.Metrics;

/// <summary>Checks that a prediction and its truth are of one size.</summary>
internal static class MapSizes
{
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static void CheckEqual(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth)
    {
        if (predicted.Length != truth.Length)
            throw new ArgumentException(
                $"a prediction of {predicted.Length} pixels does not fit a truth of {truth.Length}: give both at the same size");
    }

    /// <summary>Pixels of each of several images that lie one after the other.</summary>
    /// <exception cref="ArgumentException">The sizes differ, or are not a multiple of the number of images.</exception>
    public static int PerImage(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth, int images)
    {
        CheckEqual(predicted, truth);
        if (images < 0 || (images == 0 ? truth.Length : truth.Length % images) != 0)
            throw new ArgumentException(
                $"{truth.Length} pixels are not {images} images of one size: give the number of images in the batch");
        return images == 0 ? 0 : truth.Length / images;
    }
}
