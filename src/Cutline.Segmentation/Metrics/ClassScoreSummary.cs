using System.Text.Json.Nodes;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Metrics;

/// <summary>
/// The metrics of a set of images with several classes, in both ways in which they are commonly reported: pooled, and as means per image.
/// </summary>
/// <param name="Samples">The number of images that have pixels that are not void.</param>
/// <param name="Pooled">Of the pixels of all images together, as papers on Cityscapes report.</param>
/// <param name="PixelAccuracy">Mean over the images.</param>
/// <param name="MeanIou">Mean over the images of the mean over the classes in each.</param>
/// <param name="MeanDice">Mean over the images of the mean over the classes in each.</param>
/// <param name="MeanPrecision">Mean over the images of the mean over the classes in each.</param>
/// <param name="MeanRecall">Mean over the images of the mean over the classes in each.</param>
/// <param name="Iou">For each class the mean over the images in which it occurs or is predicted; null where there is none.</param>
public sealed record ClassScoreSummary(
    int Samples, ClassScores Pooled, double PixelAccuracy, double MeanIou, double MeanDice, double MeanPrecision, double MeanRecall,
    IReadOnlyList<double?> Iou)
{
    /// <summary>The label of a figure in which every class has the same weight.</summary>
    public const string PerClass = "mean over classes, pooled";

    /// <summary>How these figures are computed, as printed with them.</summary>
    public const string Conventions =
        "A pixel belongs to the class with the highest probability, background classes included. Void pixels are not counted. " +
        "Pooled figures count the pixels of all images together; a mean per image scores each image separately, with the same weight. " +
        "A class that neither occurs nor is predicted is not part of means over classes; any other class has full weight. " +
        "Precision is the share of what is predicted as a class that is of it, 0 where none is predicted; recall is the share of the " +
        "class that is predicted as it, 0 where the class does not occur. " +
        "Frequency-weighted IoU weights each class by its share of the true pixels.";

    /// <summary>Summarizes a set of images.</summary>
    /// <param name="images">One matrix for each image.</param>
    /// <param name="unscored">A class that has no score of its own, as in <see cref="ClassScores.Of"/>; null for none.</param>
    /// <exception cref="ArgumentException">There are no images, or all of them are void.</exception>
    public static ClassScoreSummary Of(IReadOnlyCollection<ConfusionMatrix> images, int? unscored = null)
    {
        var seen = images.Where(i => (unscored is { } without ? i.WithoutTruth(without) : i).Pixels > 0).ToArray();
        if (seen.Length == 0)
        {
            throw new ArgumentException(images.Count == 0
                ? "there are no images to score: give at least one"
                : "there are no pixels to score, since all images are void: check the masks");
        }

        var scores = Array.ConvertAll(seen, image => ClassScores.Of(image, unscored));
        return new(
            seen.Length, ClassScores.Of(seen.Aggregate((a, b) => a + b), unscored),
            scores.Average(s => s.PixelAccuracy), scores.Average(s => s.MeanIou), scores.Average(s => s.MeanDice),
            scores.Average(s => s.MeanPrecision), scores.Average(s => s.MeanRecall),
            [.. Enumerable.Range(0, seen[0].Classes).Select(c => scores.Average(s => s.Iou[c]))]);
    }

    /// <summary>The metrics as JSON. A class that is not part of a mean is null.</summary>
    /// <param name="classes">The classes, for their names.</param>
    /// <exception cref="ArgumentException">The number of classes is another one.</exception>
    public JsonObject ToJson(ClassSet classes)
    {
        if (classes.Count != Iou.Count)
            throw new ArgumentException($"{classes.Count} names do not fit {Iou.Count} classes: give the classes that were scored");
        return new JsonObject
        {
            ["samples"] = Samples, ["classes"] = classes.Count, ["classes_left_out"] = Pooled.LeftOut,
            ["pixel_accuracy_pooled"] = Pooled.PixelAccuracy, ["mean_iou_pooled"] = Pooled.MeanIou, ["mean_dice_pooled"] = Pooled.MeanDice,
            ["mean_precision_pooled"] = Pooled.MeanPrecision, ["mean_recall_pooled"] = Pooled.MeanRecall,
            ["frequency_weighted_iou_pooled"] = Pooled.FrequencyWeightedIou,
            ["pixel_accuracy"] = PixelAccuracy, ["mean_iou"] = MeanIou, ["mean_dice"] = MeanDice,
            ["mean_precision"] = MeanPrecision, ["mean_recall"] = MeanRecall,
            ["iou_pooled"] = classes.Named(Pooled.Iou), ["dice_pooled"] = classes.Named(Pooled.Dice),
            ["precision_pooled"] = classes.Named(Pooled.Precision), ["recall_pooled"] = classes.Named(Pooled.Recall),
            ["iou"] = classes.Named(Iou),
        };
    }
}
