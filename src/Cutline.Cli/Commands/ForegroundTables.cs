using System.Globalization;
using System.Text.Json.Nodes;
using Cutline.Cli.Output;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Reports;
using Spectre.Console;

namespace Cutline.Cli.Commands;

/// <summary>An evaluation of a foreground, as a table on the screen and files in a folder.</summary>
/// <param name="name">The data set's.</param>
/// <param name="result">Its figures.</param>
/// <param name="boundaryPixels">The tolerance of boundary F1 in pixels; null for the share of the diagonal.</param>
internal sealed class ForegroundTables(string name, EvaluationResult result, int? boundaryPixels) : EvaluatedSet(name)
{
    internal override string Average => "mean per image";

    internal override IReadOnlyList<(string Heading, string Key)> Columns =>
    [
        ("photos", "test_samples"), ("IoU", "iou"), ("Dice", "dice"), ("precision", "precision"), ("recall", "recall"),
        ("IoU, pooled", "iou_pooled"), ("boundary F1", "boundary_f1"),
        ("IoU, native", "native_iou"), ("Dice, native", "native_dice"), ("boundary F1, native", "native_boundary_f1"),
    ];

    internal override string Conventions => $"{ScoreSummary.Conventions} {BoundarySummary.Conventions(boundaryPixels)}";

    internal override JsonObject ToJson() => result.ToJson();

    /// <summary>Writes evaluation.json, images.csv, and the worst images as worst.png.</summary>
    internal override void Write(Predictor predictor, SegmentationDataset data, string folder, int worst)
    {
        EvaluationFolder.Write(folder, result.ToJson(), result.WriteCsv);
        var names = Gallery.Worst(result, worst);
        using var sheet = new SampleSheet($"The worst {names.Count} of {result.Rows.Count}")
            .Render(predictor, data, EvaluationFolder.Places(data, names));
        sheet.Save(Path.Combine(folder, "worst.png"));
    }

    internal override void Print()
    {
        var (scores, large) = (result.Scores, result.Native);
        var table = new FigureTable(large is not null);
        table.Add($"{Before(result.Part)}loss (BCE)", result.TestLoss, null);
        table.Add("pixel accuracy", scores.PixelAccuracy, large?.PixelAccuracy);
        table.Add("IoU, mean per image", scores.Iou, large?.Iou);
        table.Add("Dice, mean per image", scores.Dice, large?.Dice);
        table.Add("precision, mean per image", scores.Precision, large?.Precision);
        table.Add("recall, mean per image", scores.Recall, large?.Recall);
        table.Add("IoU, pooled", scores.PooledIou, large?.PooledIou);
        table.Add("Dice, pooled", scores.PooledDice, large?.PooledDice);
        table.Add("precision, pooled", scores.PooledPrecision, large?.PooledPrecision);
        table.Add("recall, pooled", scores.PooledRecall, large?.PooledRecall);
        table.Add("boundary F1, mean per image", result.BoundaryF1 ?? double.NaN, result.NativeBoundaryF1);
        table.Add($"{Before(result.Part)}samples", Count(scores.Samples, result.PartSamples));
        table.Write();
        LongLine.Write(Conventions);
    }
}
