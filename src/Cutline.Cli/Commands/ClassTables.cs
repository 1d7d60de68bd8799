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

/// <summary>An evaluation of many classes, as tables on the screen and files in a folder.</summary>
/// <param name="name">The data set's.</param>
/// <param name="result">Its figures.</param>
/// <param name="boundaryPixels">The tolerance of boundary F1 in pixels; null for the share of the diagonal.</param>
internal sealed class ClassTables(string name, ClassEvaluation result, int? boundaryPixels) : EvaluatedSet(name)
{
    internal override string Average => "mean over classes";

    internal override IReadOnlyList<(string Heading, string Key)> Columns =>
    [
        ("photos", "samples"), ("mean IoU", "mean_iou"), ("mean IoU, pooled", "mean_iou_pooled"), ("mean Dice, pooled", "mean_dice_pooled"),
        ("mean precision, pooled", "mean_precision_pooled"), ("mean recall, pooled", "mean_recall_pooled"),
        ("boundary F1", "boundary_f1"), ("mean IoU, native", "native.mean_iou"), ("mean IoU, pooled, native", "native.mean_iou_pooled"),
    ];

    internal override string Conventions => $"{ClassScoreSummary.Conventions} {BoundarySummary.Conventions(boundaryPixels)}";

    internal override JsonObject ToJson() => result.ToJson();

    /// <summary>Writes evaluation.json, images.csv, and the pictures samples.jpg, confusion.png and worst.jpg.</summary>
    internal override void Write(Predictor predictor, SegmentationDataset data, string folder, int worst)
    {
        EvaluationFolder.Write(folder, result.ToJson(), result.WriteCsv);
        var pictures = ClassReport.Pictures(
            predictor, data, data.Classes, EvaluationFolder.Places(data, result.Names),
            [.. (result.NativeImages ?? result.Images).Select(image => image.Counts)]);
        foreach (var (picture, file) in pictures.Zip((string[])["samples.jpg", "confusion.png", "worst.jpg"]))
            File.WriteAllBytes(Path.Combine(folder, file), picture.Image.Span);
    }

    internal override void Print()
    {
        static string Figure(double? value) => value?.ToString("F4", CultureInfo.InvariantCulture) ?? "";
        var (model, native) = (result.Scores, result.Native);
        var classes = result.Classes.Classes.Select((c, i) => (string[])
        [
            c.Name, Figure(model.Pooled.Iou[i]), Figure(model.Pooled.Dice[i]), Figure(model.Pooled.Precision[i]),
            Figure(model.Pooled.Recall[i]), Figure(result.Boundaries?.Classes[i]),
            .. native is null ? (string[])[] : [Figure(native.Pooled.Iou[i])],
        ]);
        string[] nativeIou = native is null ? [] : ["IoU, native"];
        new FittedTable(
            ["class, pooled", "IoU", "Dice", "precision", "recall", "boundary F1", .. nativeIou], [.. classes]).Write();

        var all = new FigureTable(native is not null);
        void Row(string name, Func<ClassScoreSummary, double> figure) =>
            all.Add(name, figure(model), native is null ? null : figure(native));
        all.Add($"{Before(result.Part)}loss (cross-entropy)", result.TestLoss, null);
        Row("pixel accuracy, pooled", s => s.Pooled.PixelAccuracy);
        var counted = result.WithVoid is null ? "" : $", {result.Classes.Count - 1} classes without void";
        Row($"mean IoU, pooled{counted}", s => s.Pooled.MeanIou);
        Row($"mean Dice, pooled{counted}", s => s.Pooled.MeanDice);
        Row($"mean precision, pooled{counted}", s => s.Pooled.MeanPrecision);
        Row($"mean recall, pooled{counted}", s => s.Pooled.MeanRecall);
        if (result.WithVoid is { } withVoid)
            all.Add(
                $"mean IoU, pooled, all {result.Classes.Count} with void", withVoid.Pooled.MeanIou, result.NativeWithVoid?.Pooled.MeanIou);
        Row("frequency-weighted IoU, pooled", s => s.Pooled.FrequencyWeightedIou);
        Row("mean IoU, mean per image", s => s.MeanIou);
        all.Add("boundary F1, mean per image", result.Boundaries?.F1, result.NativeBoundaries?.F1);
        all.Add($"{Before(result.Part)}samples", Count(model.Samples, result.PartSamples));
        all.Write();
        LongLine.Write(Conventions);
    }
}
