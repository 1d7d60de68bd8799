using System.Globalization;
using System.Text.Json.Nodes;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Evaluation;

/// <summary>The figures of a model of many classes on a part of a data set.</summary>
/// <param name="TestLoss">Cross-entropy, mean over all pixels but void.</param>
/// <param name="Names">The samples' names.</param>
/// <param name="Images">A matrix for each sample, at the model's size.</param>
/// <param name="NativeImages">The same at the photos' own size; null where it was not asked for.</param>
public sealed record ClassEvaluation(
    string Model, string Data, string Part, double TestLoss, ClassSet Classes, IReadOnlyList<string> Names,
    IReadOnlyList<ConfusionMatrix> Images, IReadOnlyList<ConfusionMatrix>? NativeImages, TimeSpan Elapsed)
{
    public ClassScoreSummary Scores { get; } = ClassScoreSummary.Of(Images);

    public ClassScoreSummary? Native { get; } = NativeImages is null ? null : ClassScoreSummary.Of(NativeImages);

    /// <summary>The figures under the keys that scripts rely on.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["model"] = Model, ["data"] = Data, ["part"] = Part, ["test_loss"] = TestLoss };
        foreach (var (key, value) in Scores.ToJson(Classes)) json[key] = value?.DeepClone();
        if (Native is not null) json["native"] = Native.ToJson(Classes);
        json["seconds"] = Elapsed.TotalSeconds;
        return json;
    }

    /// <summary>A row for each image, as comma-separated values with a header; empty where an image is void all over.</summary>
    public void WriteCsv(string path)
    {
        static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
        static ClassScores? Score(ConfusionMatrix? image) => image is { Pixels: > 0 } ? ClassScores.Of(image) : null;
        File.WriteAllLines(path, Names
            .Select((name, i) => (name, Model: Score(Images[i]), Native: Score(NativeImages?[i])))
            .Select(r => $"\"{r.name.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{Text(r.Model?.MeanIou)},{Text(r.Model?.MeanDice)},{Text(r.Model?.PixelAccuracy)},{Text(r.Native?.MeanIou)},{Text(r.Native?.MeanDice)},{Text(r.Native?.PixelAccuracy)}")
            .Prepend("name,mean_iou,mean_dice,pixel_accuracy,native_mean_iou,native_mean_dice,native_pixel_accuracy"));
    }
}
