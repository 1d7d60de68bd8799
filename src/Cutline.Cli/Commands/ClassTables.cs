using System.Globalization;
using Cutline.Cli.Output;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Reports;
using Spectre.Console;

namespace Cutline.Cli.Commands;

/// <summary>An evaluation of many classes, as tables on the screen and files in a folder.</summary>
internal static class ClassTables
{
    /// <summary>Writes evaluation.json, images.csv, and the pictures samples.jpg, confusion.png and worst.jpg.</summary>
    internal static void Write(ClassEvaluation result, SegmentationDataset data, Predictor predictor, string folder)
    {
        EvaluationFolder.Write(folder, result.ToJson(), result.WriteCsv);
        var pictures = ClassReport.Pictures(
            predictor, data, data.Classes, EvaluationFolder.Places(data, result.Names),
            [.. (result.NativeImages ?? result.Images).Select(image => image.Counts)]);
        foreach (var (picture, name) in pictures.Zip((string[])["samples.jpg", "confusion.png", "worst.jpg"]))
            File.WriteAllBytes(Path.Combine(folder, name), picture.Image.Span);
    }

    internal static void Print(ClassEvaluation result, string part, int? boundaryPixels)
    {
        static string Figure(double? value) => value?.ToString("F4", CultureInfo.InvariantCulture) ?? "";
        var (model, native) = (result.Scores, result.Native);
        var classes = new Table().Border(TableBorder.Simple).AddColumn("class, pooled");
        foreach (var column in (string[])["IoU", "Dice", "boundary F1", "IoU, native"]) classes.AddColumn(column, c => c.RightAligned());
        for (var i = 0; i < result.Classes.Count; i++)
            classes.AddRow(
                Markup.Escape(result.Classes.Classes[i].Name), Figure(model.Pooled.Iou[i]), Figure(model.Pooled.Dice[i]),
                Figure(result.Boundaries?.Classes[i]), Figure(native?.Pooled.Iou[i]));
        AnsiConsole.Write(classes);

        var all = new Table().Border(TableBorder.Simple).AddColumns("", "model size", "native size");
        void Row(string name, Func<ClassScoreSummary, double> figure) =>
            all.AddRow(name, Figure(figure(model)), native is null ? "" : Figure(figure(native)));
        all.AddRow("test loss (cross-entropy)", Figure(result.TestLoss), "");
        Row("pixel accuracy, pooled", s => s.Pooled.PixelAccuracy);
        var counted = result.WithVoid is null ? "" : $", {result.Classes.Count - 1} classes without void";
        Row($"mean IoU, pooled{counted}", s => s.Pooled.MeanIou);
        Row($"mean Dice, pooled{counted}", s => s.Pooled.MeanDice);
        if (result.WithVoid is { } withVoid)
            all.AddRow(
                $"mean IoU, pooled, all {result.Classes.Count} with void", Figure(withVoid.Pooled.MeanIou),
                Figure(result.NativeWithVoid?.Pooled.MeanIou));
        Row("frequency-weighted IoU, pooled", s => s.Pooled.FrequencyWeightedIou);
        Row("mean IoU, mean per image", s => s.MeanIou);
        all.AddRow("boundary F1, mean per image", Figure(result.Boundaries?.F1), Figure(result.NativeBoundaries?.F1));
        all.AddRow($"{part}samples", EvaluatedSet.Count(model.Samples, result.PartSamples), "");
        AnsiConsole.Write(all);
        LongLine.Write($"{ClassScoreSummary.Conventions} {BoundarySummary.Conventions(boundaryPixels)}");
    }
}
