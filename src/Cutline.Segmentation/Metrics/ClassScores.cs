namespace Cutline.Segmentation.Metrics;

/// <summary>
/// The metrics of one confusion matrix, of a single image or of several added up. Names and formulas as in J. Long, E. Shelhamer, T.
/// Darrell, "Fully Convolutional Networks for Semantic Segmentation", CVPR 2015, section 5.
/// </summary>
/// <param name="PixelAccuracy">The share of pixels that are predicted correctly.</param>
/// <param name="Iou">For each class |P ∩ T| / |P ∪ T|; null where the class neither occurs nor is predicted.</param>
/// <param name="Dice">For each class 2·|P ∩ T| / (|P| + |T|); null where the class neither occurs nor is predicted.</param>
/// <param name="Precision">
/// For each class |P ∩ T| / |P|, 0 where it occurs and is not predicted; null where it neither occurs nor is predicted.
/// </param>
/// <param name="Recall">
/// For each class |P ∩ T| / |T|, 0 where it is predicted and does not occur; null where it neither occurs nor is predicted.
/// </param>
/// <param name="FrequencyWeightedIou">The classes' IoU weighted by their share of the true pixels.</param>
public sealed record ClassScores(
    double PixelAccuracy, IReadOnlyList<double?> Iou, IReadOnlyList<double?> Dice, IReadOnlyList<double?> Precision,
    IReadOnlyList<double?> Recall, double FrequencyWeightedIou)
{
    /// <summary>Mean IoU over the classes that occur or are predicted.</summary>
    public double MeanIou { get; } = Iou.Average()!.Value;

    /// <summary>Mean Dice over the classes that occur or are predicted.</summary>
    public double MeanDice { get; } = Dice.Average()!.Value;

    /// <summary>Mean precision over the classes that occur or are predicted.</summary>
    public double MeanPrecision { get; } = Precision.Average()!.Value;

    /// <summary>Mean recall over the classes that occur or are predicted.</summary>
    public double MeanRecall { get; } = Recall.Average()!.Value;

    /// <summary>The number of classes that neither occur nor are predicted, and so are not part of the means.</summary>
    public int LeftOut => Iou.Count(iou => iou is null);

    /// <summary>Computes the metrics.</summary>
    /// <param name="counts">Pixels by true and predicted class.</param>
    /// <param name="unscored">
    /// A class that has no score of its own: where it is true nothing counts, where it is predicted another class is missed. Null for none.
    /// </param>
    /// <exception cref="ArgumentException">The matrix is empty.</exception>
    public static ClassScores Of(ConfusionMatrix counts, int? unscored = null)
    {
        if (unscored is { } without) counts = counts.WithoutTruth(without);
        if (counts.Pixels == 0) throw new ArgumentException("there are no pixels to score, since all of them are void: check the masks");
        var classes = Enumerable.Range(0, counts.Classes).Select(counts.Of).ToArray();
        double? Known(int index, double value) =>
            index == unscored || classes[index] is { TruePositives: 0, FalsePositives: 0, FalseNegatives: 0 } ? null : value;
        return new(
            (double)counts.Correct / counts.Pixels,
            [.. classes.Select((c, i) => Known(i, c.Iou))],
            [.. classes.Select((c, i) => Known(i, c.Dice))],
            [.. classes.Select((c, i) => Known(i, c.Precision))],
            [.. classes.Select((c, i) => Known(i, c.Recall))],
            classes.Sum(c => (double)(c.TruePositives + c.FalseNegatives) / counts.Pixels * c.Iou));
    }
}
