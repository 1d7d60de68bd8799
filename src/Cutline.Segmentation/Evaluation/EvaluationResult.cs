using System.Globalization;
using System.Text.Json.Nodes;
using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Evaluation;

/// <summary>One image's row.</summary>
/// <param name="Native">At the photo's own size; null where it was not asked for.</param>
public sealed record ImageRow(string Name, ImageScore Score, ImageScore? Native);

/// <summary>A model's figures on a part of a data set.</summary>
/// <param name="TestLoss">Binary cross-entropy, mean over all pixels.</param>
public sealed record EvaluationResult(string Model, string Data, string Part, double TestLoss, IReadOnlyList<ImageRow> Rows, TimeSpan Elapsed)
{
    public ScoreSummary Scores { get; } = ScoreSummary.Of([.. Rows.Select(r => r.Score)]);

    public ScoreSummary? Native { get; } = Rows[0].Native is null ? null : ScoreSummary.Of([.. Rows.Select(r => r.Native!.Value)]);

    /// <summary>The figures under the keys that scripts rely on.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["model"] = Model, ["data"] = Data, ["part"] = Part,
            ["test_loss"] = TestLoss, ["pixel_accuracy"] = Scores.PixelAccuracy, ["iou"] = Scores.Iou, ["dice"] = Scores.Dice,
            ["iou_pooled"] = Scores.PooledIou, ["dice_pooled"] = Scores.PooledDice, ["test_samples"] = Scores.Samples,
        };
        if (Native is { } native)
        {
            json["native_iou"] = native.Iou;
            json["native_dice"] = native.Dice;
            json["native_iou_pooled"] = native.PooledIou;
            json["native_dice_pooled"] = native.PooledDice;
            json["native_pixel_accuracy"] = native.PixelAccuracy;
        }

        json["seconds"] = Elapsed.TotalSeconds;
        return json;
    }

    /// <summary>A row for each image, as comma-separated values with a header.</summary>
    public void WriteCsv(string path)
    {
        static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
        File.WriteAllLines(path, Rows
            .Select(r => string.Join(',',
                $"\"{r.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", Text(r.Score.Dice), Text(r.Score.Iou), Text(r.Score.PixelAccuracy),
                Text(r.Native?.Dice), Text(r.Native?.Iou), Text(r.Native?.PixelAccuracy)))
            .Prepend("name,dice,iou,pixel_accuracy,native_dice,native_iou,native_pixel_accuracy"));
    }
}
