using System.Text.Json.Nodes;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Metrics;

/// <summary>Boundary F1 of a set of images.</summary>
/// <param name="F1">Mean over the images of the mean over the classes that have an outline in each.</param>
/// <param name="Classes">For each class the mean over the images in which it has an outline; null where there is none.</param>
public sealed record BoundarySummary(double F1, IReadOnlyList<double?> Classes)
{
    /// <summary>How these figures are computed, as printed with them.</summary>
    /// <param name="pixels">The tolerance, in pixels; null for <see cref="BoundaryF1.DefaultTolerance"/>.</param>
    public static string Conventions(int? pixels = null) =>
        "Boundary F1 (Csurka et al. 2013) is a mean per image: outline pixels match within "
        + (pixels is { } radius ? $"{radius} pixels. " : "0.75 % of the photo's diagonal, rounded up to whole pixels. ")
        + "Void and the photo's border make no outline; a class without an outline in prediction and truth is not part of the image's "
        + "mean.";

    /// <summary>Adds the metrics to a JSON object. A class without an outline is null.</summary>
    public void AddTo(JsonObject json, ClassSet classes)
    {
        json["boundary_f1"] = F1;
        json["boundary_f1_per_class"] = classes.Named(Classes);
    }

    /// <summary>Summarizes a set of images.</summary>
    /// <param name="images">For each image the score of each class.</param>
    /// <exception cref="ArgumentException">There are no images, or none with an outline.</exception>
    public static BoundarySummary Of(IReadOnlyCollection<BoundaryF1[]> images)
    {
        static double? Known(BoundaryF1 score) => score.IsAbsent ? null : score.F1;
        var mean = images.Average(image => image.Average(score => Known(score)))
            ?? throw new ArgumentException(images.Count == 0
                ? "there are no images to score: give at least one"
                : "there are no outlines to score, since every image is of a single class: check the masks");
        return new(mean, [.. Enumerable.Range(0, images.First().Length).Select(c => images.Average(image => Known(image[c])))]);
    }
}
