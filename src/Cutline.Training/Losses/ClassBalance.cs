namespace Cutline.Training.Losses;

/// <summary>
/// Class weights that make each class count the same in sum, however few its pixels are (King and Zeng 2001): n / (K·nₖ).
/// </summary>
public static class ClassBalance
{
    private const int Values = 256;

    /// <summary>Computes the weights from pixel counts.</summary>
    /// <param name="pixels">The number of pixels of each class, void left out.</param>
    /// <returns>A weight for each class; 0 for one without pixels, which no target contains.</returns>
    /// <exception cref="ArgumentException">No class has a pixel.</exception>
    public static double[] Weights(IReadOnlyList<long> pixels)
    {
        var present = pixels.Count(n => n > 0);
        if (present == 0)
        {
            throw new ArgumentException(
                "class weights cannot be balanced, since no training mask has a pixel of any class: "
                + "leave ClassWeights out, and check the masks");
        }

        return [.. pixels.Select(n => n == 0 ? 0 : (double)pixels.Sum() / present / n)];
    }

    /// <summary>Counts the pixels of each class in masks.</summary>
    /// <param name="masks">Class indices of any shape, such as those of each batch of one epoch; values that are no class, such as 255
    /// (void), are not counted.</param>
    public static long[] Count(IEnumerable<ReadOnlyMemory<byte>> masks, int classes)
    {
        var counts = new long[Values];
        foreach (var mask in masks)
            foreach (var value in mask.Span) counts[value]++;
        return counts[..classes];
    }
}
