using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Reports;

/// <summary>
/// The pictures of a model of many classes, for a report: samples, the confusion matrix, and the worst image of each class.
/// </summary>
public static class ClassReport
{
    /// <summary>Makes the pictures.</summary>
    /// <param name="predictor">The model.</param>
    /// <param name="data">The samples' dataset.</param>
    /// <param name="classes">Names and colours.</param>
    /// <param name="indices">The samples to look at, such as the validation part.</param>
    /// <param name="images">The matrix of each of them, where they are known already; null to look at all of them here.</param>
    /// <exception cref="DatasetException">A sample cannot be decoded.</exception>
    public static IReadOnlyList<ReportPicture> Pictures(
        Predictor predictor, SegmentationDataset data, ClassSet classes, IReadOnlyList<int> indices,
        IReadOnlyList<ConfusionMatrix>? images = null)
    {
        if (indices.Count == 0) return [];
        images ??= [.. indices.Select(index => Counts(predictor, data, index, classes.Count))];
        using var samples = new ClassSheet("Samples", classes)
            .Render(predictor, data, EvenSample.Of(indices, RunReport.SheetRows, data.Samples));
        using var matrix = ConfusionPicture.Render(
            images.Aggregate((a, b) => a + b), classes, $"Confusion matrix of {images.Count} images");
        using var worst = Worst(predictor, data, classes, indices, images);
        return
        [
            new("Samples", "Photo, truth and prediction in the colours of the classes.", Jpeg(samples)),
            new(
                "Confusion matrix", "Each row is a true class; its cells are the shares in which its pixels are predicted as each class.",
                matrix.Encode(new PhotoEncoding(PhotoFormat.Png))),
            new(
                "Worst of each class",
                "For each class the image in which it has the lowest IoU. Orange: called so and is not. Blue: missed.", Jpeg(worst)),
        ];
    }

    /// <summary>The sheet of the image in which each class that occurs is met worst; a picture, RGB.</summary>
    private static Photo Worst(
        Predictor predictor, SegmentationDataset data, ClassSet classes, IReadOnlyList<int> indices, IReadOnlyList<ConfusionMatrix> images)
    {
        var rows = new List<SheetRow>();
        try
        {
            for (var c = 0; c < classes.Count; c++)
            {
                foreach (var place in Gallery.Worst(images, c, 1))
                {
                    using var row = ClassRow.Predict(predictor, data, indices[place], classes.Count);
                    rows.Add(row.Against(c, classes.Classes[c].Name));
                }
            }

            return new SampleSheet("The worst image of each class").Render(rows);
        }
        finally
        {
            rows.ForEach(row => row.Dispose());
        }
    }

    private static ConfusionMatrix Counts(Predictor predictor, SegmentationDataset data, int index, int classes)
    {
        using var row = ClassRow.Predict(predictor, data, index, classes);
        return row.Counts;
    }

    private static byte[] Jpeg(Photo sheet) => sheet.Encode(new PhotoEncoding(PhotoFormat.Jpeg) { Quality = 88 });
}
