using System.Globalization;
using Cutline.Cli.Output;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Reports;
using Spectre.Console;

namespace Cutline.Cli.Commands;

/// <summary>An evaluation of a foreground, as a table on the screen and files in a folder.</summary>
internal static class ForegroundTables
{
    /// <summary>Writes evaluation.json, images.csv, and the worst images as worst.png.</summary>
    /// <param name="most">How many of the worst are shown.</param>
    internal static void Write(EvaluationResult result, SegmentationDataset data, Predictor predictor, string folder, int most)
    {
        EvaluationFolder.Write(folder, result.ToJson(), result.WriteCsv);
        var worst = Gallery.Worst(result, most);
        using var sheet = new SampleSheet($"The worst {worst.Count} of {result.Rows.Count}")
            .Render(predictor, data, EvaluationFolder.Places(data, worst));
        sheet.Save(Path.Combine(folder, "worst.png"));
    }

    /// <param name="part">What was measured, before "loss" and "samples"; empty for all of a set.</param>
    internal static void Print(EvaluationResult result, string part, int? boundaryPixels)
    {
        static string Figure(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "model size", "native size");
        void Row(string name, double model, double? native) => table.AddRow(name, Figure(model), native is { } n ? Figure(n) : "");
        var (scores, large) = (result.Scores, result.Native);
        Row($"{part}loss (BCE)", result.TestLoss, null);
        Row("pixel accuracy", scores.PixelAccuracy, large?.PixelAccuracy);
        Row("IoU, mean per image", scores.Iou, large?.Iou);
        Row("Dice, mean per image", scores.Dice, large?.Dice);
        Row("IoU, pooled", scores.PooledIou, large?.PooledIou);
        Row("Dice, pooled", scores.PooledDice, large?.PooledDice);
        Row("boundary F1, mean per image", result.BoundaryF1 ?? double.NaN, result.NativeBoundaryF1);
        table.AddRow($"{part}samples", EvaluatedSet.Count(scores.Samples, result.PartSamples), "");
        AnsiConsole.Write(table);
        LongLine.Write($"{ScoreSummary.Conventions} {BoundarySummary.Conventions(boundaryPixels)}");
    }
}
