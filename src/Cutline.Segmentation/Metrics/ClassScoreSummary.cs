using System.Text.Json.Nodes;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Metrics;

/// <summary>The figures of a set of images with many classes, each in both of the ways in which people report it.</summary>
/// <param name="Samples">Images, without those that are void all over.</param>
/// <param name="Pooled">Of all pixels together: what papers on Cityscapes report.</param>
/// <param name="PixelAccuracy">Mean over images.</param>
/// <param name="MeanIou">Mean over images of an image's mean over its classes.</param>
/// <param name="MeanDice">Mean over images of an image's mean over its classes.</param>
/// <param name="Iou">For each class the mean over the images in which it occurs or is predicted; null where there is none.</param>
public sealed record ClassScoreSummary(int Samples, ClassScores Pooled, double PixelAccuracy, double MeanIou, double MeanDice, IReadOnlyList<double?> Iou)
{
    /// <summary>What is said of a figure that counts each class once.</summary>
    public const string PerClass = "mean over classes, pooled";

    /// <summary>How these figures are made; printed wherever they are.</summary>
    public const string Conventions =
        "A pixel is of the class with the highest probability, background classes included. Void pixels are never counted. " +
        "Pooled figures count the pixels of all images together; mean per image scores each image by itself and counts each once. " +
        "A class that neither occurs nor is predicted is left out of means over classes; a class that does either counts in full. " +
        "Frequency-weighted IoU weighs each class by its share of the true pixels.";

    /// <param name="images">One matrix for each image.</param>
    /// <exception cref="ArgumentException">There are no images, or all of them are void.</exception>
    public static ClassScoreSummary Of(IReadOnlyCollection<ConfusionMatrix> images)
    {
        var seen = images.Where(i => i.Pixels > 0).ToArray();
        if (seen.Length == 0) throw new ArgumentException(images.Count == 0 ? "there are no images to score" : "there are no pixels to score: all images are void");
        var scores = Array.ConvertAll(seen, ClassScores.Of);
        return new(
            seen.Length, ClassScores.Of(seen.Aggregate((a, b) => a + b)),
            scores.Average(s => s.PixelAccuracy), scores.Average(s => s.MeanIou), scores.Average(s => s.MeanDice),
            [.. Enumerable.Range(0, seen[0].Classes).Select(c => scores.Average(s => s.Iou[c]))]);
    }

    /// <summary>The figures under the keys that scripts rely on; a class left out is null.</summary>
    /// <exception cref="ArgumentException">These are other classes.</exception>
    public JsonObject ToJson(ClassSet classes)
    {
        if (classes.Count != Iou.Count) throw new ArgumentException($"{classes.Count} names do not fit {Iou.Count} classes");
        return new JsonObject
        {
            ["samples"] = Samples, ["classes"] = classes.Count, ["classes_left_out"] = Pooled.LeftOut,
            ["pixel_accuracy_pooled"] = Pooled.PixelAccuracy, ["mean_iou_pooled"] = Pooled.MeanIou, ["mean_dice_pooled"] = Pooled.MeanDice,
            ["frequency_weighted_iou_pooled"] = Pooled.FrequencyWeightedIou,
            ["pixel_accuracy"] = PixelAccuracy, ["mean_iou"] = MeanIou, ["mean_dice"] = MeanDice,
            ["iou_pooled"] = classes.Named(Pooled.Iou), ["dice_pooled"] = classes.Named(Pooled.Dice), ["iou"] = classes.Named(Iou),
        };
    }
}
