using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Reports;

/// <summary>Which samples a sheet shows.</summary>
public static class Gallery
{
    /// <summary>Those with the lowest Dice at native size, the lowest first; equal ones in the order given.</summary>
    /// <exception cref="DatasetException">A sample cannot be decoded.</exception>
    public static IReadOnlyList<int> Worst(Predictor predictor, SegmentationDataset data, IReadOnlyList<int> indices, int count)
    {
        var scored = new List<(int Index, double Dice)>();
        foreach (var index in indices)
        {
            using var row = SheetRow.Predict(predictor, data, index);
            scored.Add((index, row.Score.Dice));
        }

        return [.. scored.OrderBy(s => s.Dice).Take(count).Select(s => s.Index)];
    }

    /// <summary>
    /// Places of the images in which a class that occurs in them has the lowest IoU, the lowest first; equal ones in the order given.
    /// </summary>
    public static IReadOnlyList<int> Worst(IReadOnlyList<ConfusionMatrix> images, int index, int count) =>
        [.. Enumerable.Range(0, images.Count).Where(i => images[i].True(index) > 0).OrderBy(i => images[i].Of(index).Iou).Take(count)];

    /// <summary>The names of an evaluation's lowest Dice, at native size where it was measured, the lowest first.</summary>
    public static IReadOnlyList<string> Worst(EvaluationResult result, int count) =>
        [.. result.Rows.OrderBy(r => (r.Native ?? r.Score).Dice).Take(count).Select(r => r.Name)];
}
