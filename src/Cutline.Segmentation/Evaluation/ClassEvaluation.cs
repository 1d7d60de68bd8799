using System.Globalization;
using System.Text.Json.Nodes;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Evaluation;

/// <summary>One image's pixels and outlines, by class.</summary>
public sealed record ClassImage(ConfusionMatrix Counts, IReadOnlyList<BoundaryF1> Outlines);

/// <summary>The figures of a model of many classes on a part of a data set.</summary>
/// <param name="TestLoss">Cross-entropy, mean over all pixels but void.</param>
/// <param name="Names">The samples' names.</param>
/// <param name="Images">Each sample, at the model's size.</param>
/// <param name="NativeImages">The same at the photos' own size; null where it was not asked for.</param>
public sealed record ClassEvaluation(
    string Model, string Data, string Part, double TestLoss, ClassSet Classes, IReadOnlyList<string> Names,
    IReadOnlyList<ClassImage> Images, IReadOnlyList<ClassImage>? NativeImages, TimeSpan Elapsed)
{
    public ClassScoreSummary Scores { get; } = Summary(Images);

    public ClassScoreSummary? Native { get; } = NativeImages is null ? null : Summary(NativeImages);

    /// <summary>Null where no image has an outline.</summary>
    public BoundarySummary? Outlines { get; } = Edges(Images);

    /// <summary>The same at the photos' own size.</summary>
    public BoundarySummary? NativeOutlines { get; } = Edges(NativeImages ?? []);

    /// <summary>The figures under the keys that scripts rely on.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["model"] = Model, ["data"] = Data, ["part"] = Part, ["test_loss"] = TestLoss };
        foreach (var (key, value) in Scores.ToJson(Classes)) json[key] = value?.DeepClone();
        Outlines?.AddTo(json, Classes);
        if (Native is not null)
        {
            json["native"] = Native.ToJson(Classes);
            NativeOutlines?.AddTo(json["native"]!.AsObject(), Classes);
        }

        json["seconds"] = Elapsed.TotalSeconds;
        return json;
    }

    /// <summary>A row for each image, as comma-separated values with a header; empty where an image is void all over.</summary>
    public void WriteCsv(string path)
    {
        static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
        static ClassScores? Score(ClassImage? image) => image is { Counts.Pixels: > 0 } ? ClassScores.Of(image.Counts) : null;
        static double? Outline(ClassImage? image) => image is null ? null : Edges([image])?.F1;
        File.WriteAllLines(path, Names
            .Select((name, i) => (name, i, Model: Score(Images[i]), Native: Score(NativeImages?[i])))
            .Select(r => $"\"{r.name.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{Text(r.Model?.MeanIou)},{Text(r.Model?.MeanDice)},{Text(r.Model?.PixelAccuracy)},{Text(Outline(Images[r.i]))},{Text(r.Native?.MeanIou)},{Text(r.Native?.MeanDice)},{Text(r.Native?.PixelAccuracy)},{Text(Outline(NativeImages?[r.i]))}")
            .Prepend("name,mean_iou,mean_dice,pixel_accuracy,boundary_f1,native_mean_iou,native_mean_dice,native_pixel_accuracy,native_boundary_f1"));
    }

    private static ClassScoreSummary Summary(IEnumerable<ClassImage> images) => ClassScoreSummary.Of([.. images.Select(i => i.Counts)]);

    private static BoundarySummary? Edges(IReadOnlyCollection<ClassImage> images) =>
        images.Any(i => i.Outlines.Any(o => !o.IsAbsent)) ? BoundarySummary.Of([.. images.Select(i => i.Outlines.ToArray())]) : null;
}
