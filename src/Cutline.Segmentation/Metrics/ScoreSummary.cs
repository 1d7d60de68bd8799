namespace Cutline.Segmentation.Metrics;

/// <summary>
/// The metrics of a set of images with binary masks, in both ways in which they are commonly reported: pooled, and as means per image.
/// </summary>
/// <param name="Samples">The number of images.</param>
/// <param name="PixelAccuracy">Pooled: of the pixels of all images together.</param>
/// <param name="Iou">Mean over the images.</param>
/// <param name="Dice">Mean over the images.</param>
/// <param name="PooledIou">Of the pixels of all images together, so that large objects have more weight.</param>
/// <param name="PooledDice">Of the pixels of all images together.</param>
/// <param name="Precision">Mean over the images.</param>
/// <param name="Recall">Mean over the images.</param>
/// <param name="PooledPrecision">Of the pixels of all images together.</param>
/// <param name="PooledRecall">Of the pixels of all images together.</param>
public sealed record ScoreSummary(
    int Samples, double PixelAccuracy, double Iou, double Dice, double PooledIou, double PooledDice, double Precision, double Recall,
    double PooledPrecision, double PooledRecall)
{
    /// <summary>The label of a figure in which every image has the same weight.</summary>
    public const string PerImage = "mean per image";

    /// <summary>How these figures are computed, as printed with them.</summary>
    public const string Conventions =
        "A pixel is foreground where its probability is above 0.5. IoU, Dice, precision and recall are those of the foreground; " +
        "each image has the same weight (mean per image) or all pixels are counted together (pooled), as stated. Precision is the share " +
        "of the predicted pixels that are right, recall the share of the true pixels that are found. An image with neither foreground " +
        "nor prediction scores 1, one with only one of them 0. " +
        "Pixel accuracy is pooled and includes the background. What is void is not counted.";

    /// <summary>Summarizes a set of images.</summary>
    /// <exception cref="ArgumentException">There are no images.</exception>
    public static ScoreSummary Of(IReadOnlyCollection<ImageScore> scores)
    {
        if (scores.Count == 0) throw new ArgumentException("there are no images to score: give at least one");
        var pooled = scores.Aggregate((a, b) => a + b);
        return new(
            scores.Count, pooled.PixelAccuracy, scores.Average(s => s.Iou), scores.Average(s => s.Dice), pooled.Iou, pooled.Dice,
            scores.Average(s => s.Precision), scores.Average(s => s.Recall), pooled.Precision, pooled.Recall);
    }
}
