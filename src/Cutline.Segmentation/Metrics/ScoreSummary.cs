namespace Cutline.Segmentation.Metrics;

/// <summary>The figures of a set of images, each in both of the ways in which people report it.</summary>
/// <param name="Samples">Images.</param>
/// <param name="PixelAccuracy">Pooled: of all pixels together.</param>
/// <param name="Iou">Mean over images.</param>
/// <param name="Dice">Mean over images.</param>
/// <param name="PooledIou">Of all pixels together, so that large cars count more.</param>
/// <param name="PooledDice">Of all pixels together.</param>
public sealed record ScoreSummary(int Samples, double PixelAccuracy, double Iou, double Dice, double PooledIou, double PooledDice)
{
    /// <summary>What is said of a figure that counts each image once.</summary>
    public const string PerImage = "mean per image";

    /// <summary>How these figures are made; printed wherever they are.</summary>
    public const string Conventions =
        "A pixel is car where its probability is above 0.5. IoU and Dice are those of the car; each image counts once (mean per image) " +
        "or all pixels are counted together (pooled), as named. An image with neither car nor prediction scores 1. " +
        "Pixel accuracy is pooled and includes the background. There are no void pixels.";

    /// <exception cref="ArgumentException">There are no images.</exception>
    public static ScoreSummary Of(IReadOnlyCollection<ImageScore> scores)
    {
        if (scores.Count == 0) throw new ArgumentException("there are no images to score");
        var pooled = scores.Aggregate((a, b) => a + b);
        return new(scores.Count, pooled.PixelAccuracy, scores.Average(s => s.Iou), scores.Average(s => s.Dice), pooled.Iou, pooled.Dice);
    }
}
