namespace Cutline.Studio.Mattes;

/// <summary>The windows of a subject: the new background shows through them.</summary>
public sealed class Glass
{
    /// <summary>The name of the model's output that gives the probability of windows.</summary>
    public const string Output = "windows";

    /// <summary>A probability closer than this to 0 or 1 is treated as noise and set to 0 or 1.</summary>
    private const float Clip = 0.06f;

    private readonly ReadOnlyMemory<float> probabilities;
    private readonly int width, height;

    /// <param name="probabilities">The probability of windows, (height, width) in row order, 0 to 1, covering the whole photo.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="ArgumentException">The map is empty, or its length is not width · height.</exception>
    public Glass(ReadOnlyMemory<float> probabilities, int width, int height)
    {
        if (width < 1 || height < 1 || probabilities.Length != (long)width * height)
            throw new ArgumentException(
                $"{probabilities.Length} probabilities do not fill a map of windows of {width}×{height}: give height · width values");
        (this.probabilities, this.width, this.height) = (probabilities, width, height);
    }

    /// <summary>How much of the background shows through each pixel of a photo, 0 to 255, at the photo's size in row order.</summary>
    /// <param name="photoWidth">In pixels.</param>
    /// <param name="photoHeight">In pixels.</param>
    /// <param name="share">Of clear glass, 0 to 1.</param>
    internal byte[] Clearness(int photoWidth, int photoHeight, double share)
    {
        var clear = new byte[checked(photoWidth * photoHeight)];
        var (across, down) = (new GridAxis(photoWidth, width), new GridAxis(photoHeight, height));
        Parallel.For(0, photoHeight, y =>
        {
            var (top, bottom, shareY) = down.Between(y);
            var first = probabilities.Span.Slice(top * width, width);
            var second = probabilities.Span.Slice(bottom * width, width);
            var row = clear.AsSpan(y * photoWidth, photoWidth);
            for (var x = 0; x < photoWidth; x++)
            {
                var (left, right, shareX) = across.Between(x);
                var upper = first[left] + (first[right] - first[left]) * shareX;
                var lower = second[left] + (second[right] - second[left]) * shareX;
                var p = (upper + (lower - upper) * shareY - Clip) / (1 - 2 * Clip);
                row[x] = (byte)(Math.Clamp(p, 0, 1) * share * 255 + 0.5);
            }
        });
        return clear;
    }
}
