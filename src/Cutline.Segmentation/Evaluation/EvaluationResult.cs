using System.Text.Json.Nodes;
using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Evaluation;

/// <summary>One image's row.</summary>
/// <param name="Name">The sample's name.</param>
/// <param name="Score">At the model's size.</param>
/// <param name="Boundary">Of the foreground, at the model's size.</param>
/// <param name="Native">At the photo's own size; null where it was not asked for.</param>
/// <param name="NativeBoundary">At the photo's own size; null where it was not asked for.</param>
public sealed record ImageRow(string Name, ImageScore Score, BoundaryF1 Boundary, ImageScore? Native, BoundaryF1? NativeBoundary);

/// <summary>A model's metrics on a part of a dataset.</summary>
/// <param name="Model">Its file.</param>
/// <param name="Data">The dataset's folder.</param>
/// <param name="Part">train, val, test or all.</param>
/// <param name="TestLoss">Binary cross-entropy, mean over all pixels.</param>
/// <param name="Rows">One for each image.</param>
/// <param name="Elapsed">Wall time of the evaluation.</param>
public sealed record EvaluationResult(
    string Model, string Data, string Part, double TestLoss, IReadOnlyList<ImageRow> Rows, TimeSpan Elapsed)
{
    /// <summary>At the model's size.</summary>
    public ScoreSummary Scores { get; } = ScoreSummary.Of([.. Rows.Select(r => r.Score)]);

    /// <summary>At the photos' own size; null where it was not asked for.</summary>
    public ScoreSummary? Native { get; } = Rows[0].Native is null ? null : ScoreSummary.Of([.. Rows.Select(r => r.Native!.Value)]);

    /// <summary>Mean over the images with a boundary; null where none has one.</summary>
    public double? BoundaryF1 => Mean(Rows.Select(r => (BoundaryF1?)r.Boundary));

    /// <summary>The same at the photos' own size.</summary>
    public double? NativeBoundaryF1 => Mean(Rows.Select(r => r.NativeBoundary));

    /// <summary>
    /// Samples of the part, of which <see cref="EvaluationOptions.Limit"/> left some out; null where all of them were measured.
    /// </summary>
    public int? PartSamples { get; init; }

    /// <summary>The caller's own metrics at the model's size, by their names.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The caller's own metrics at the photos' own size, by their names.</summary>
    public IReadOnlyDictionary<string, double> NativeMetrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The figures under the keys that scripts rely on.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["model"] = Model, ["data"] = Data, ["part"] = Part,
            ["test_loss"] = TestLoss, ["pixel_accuracy"] = Scores.PixelAccuracy, ["iou"] = Scores.Iou, ["dice"] = Scores.Dice,
            ["iou_pooled"] = Scores.PooledIou, ["dice_pooled"] = Scores.PooledDice,
            ["precision"] = Scores.Precision, ["recall"] = Scores.Recall,
            ["precision_pooled"] = Scores.PooledPrecision, ["recall_pooled"] = Scores.PooledRecall, ["boundary_f1"] = BoundaryF1,
            ["test_samples"] = Scores.Samples,
        };
        if (PartSamples is { } all) json["part_samples"] = all;
        if (Native is { } native)
        {
            json["native_iou"] = native.Iou;
            json["native_dice"] = native.Dice;
            json["native_iou_pooled"] = native.PooledIou;
            json["native_dice_pooled"] = native.PooledDice;
            json["native_precision"] = native.Precision;
            json["native_recall"] = native.Recall;
            json["native_precision_pooled"] = native.PooledPrecision;
            json["native_recall_pooled"] = native.PooledRecall;
            json["native_pixel_accuracy"] = native.PixelAccuracy;
            json["native_boundary_f1"] = NativeBoundaryF1;
        }

        FurtherMetrics.AddTo(json, "metrics", Metrics);
        FurtherMetrics.AddTo(json, "native_metrics", NativeMetrics);
        json["seconds"] = Elapsed.TotalSeconds;
        return json;
    }

    /// <summary>A row for each image, as comma-separated values with a header.</summary>
    public void WriteCsv(string path)
    {
        static string Row(ImageRow r) => CsvRow.Of(
            r.Name,
            r.Score.Dice, r.Score.Iou, r.Score.Precision, r.Score.Recall, r.Score.PixelAccuracy, Known(r.Boundary),
            r.Native?.Dice, r.Native?.Iou, r.Native?.Precision, r.Native?.Recall, r.Native?.PixelAccuracy, Known(r.NativeBoundary));
        const string header = "name,dice,iou,precision,recall,pixel_accuracy,boundary_f1,"
            + "native_dice,native_iou,native_precision,native_recall,native_pixel_accuracy,native_boundary_f1";
        File.WriteAllLines(path, Rows.Select(Row).Prepend(header));
    }

    private static double? Mean(IEnumerable<BoundaryF1?> boundaries) => boundaries.Average(Known);

    private static double? Known(BoundaryF1? boundary) => boundary is { IsAbsent: false } known ? known.F1 : null;
}
