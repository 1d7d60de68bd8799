using System.Text.Json.Nodes;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Evaluation;

/// <summary>One image's pixels and boundaries, by class.</summary>
/// <param name="Counts">Pixels by true and predicted class.</param>
/// <param name="Boundaries">One for each class.</param>
public sealed record ClassImage(ConfusionMatrix Counts, IReadOnlyList<BoundaryF1> Boundaries);

/// <summary>The metrics of a model of several classes on a part of a dataset.</summary>
/// <param name="Model">Its file.</param>
/// <param name="Data">The dataset's folder.</param>
/// <param name="Part">train, val, test or all.</param>
/// <param name="TestLoss">Cross-entropy, mean over all pixels but void.</param>
/// <param name="Classes">The data's classes.</param>
/// <param name="Names">The samples' names.</param>
/// <param name="Images">Each sample, at the model's size.</param>
/// <param name="NativeImages">The same at the photos' own size; null where it was not asked for.</param>
/// <param name="Elapsed">Wall time of the evaluation.</param>
public sealed record ClassEvaluation(
    string Model, string Data, string Part, double TestLoss, ClassSet Classes, IReadOnlyList<string> Names,
    IReadOnlyList<ClassImage> Images, IReadOnlyList<ClassImage>? NativeImages, TimeSpan Elapsed)
{
    private const string Void = "void";

    /// <summary>
    /// At the model's size. A class that is itself named void, as one of Cityscapes' eight categories, has no score of its own here: what
    /// is void in truth does not count, as in Cityscapes' benchmark of seven categories.
    /// </summary>
    public ClassScoreSummary Scores { get; } = Summary(Images, VoidOf(Classes));

    /// <summary>At the photos' own size; null where it was not asked for.</summary>
    public ClassScoreSummary? Native { get; } = NativeImages is null ? null : Summary(NativeImages, VoidOf(Classes));

    /// <summary>At the model's size, with the class that is named void among the others; null where none is.</summary>
    public ClassScoreSummary? WithVoid { get; } = VoidOf(Classes) is null ? null : Summary(Images, null);

    /// <summary>The same at the photos' own size.</summary>
    public ClassScoreSummary? NativeWithVoid { get; } =
        VoidOf(Classes) is null || NativeImages is null ? null : Summary(NativeImages, null);

    /// <summary>Null where no image has a boundary.</summary>
    public BoundarySummary? Boundaries { get; } = Edges(Images);

    /// <summary>The same at the photos' own size.</summary>
    public BoundarySummary? NativeBoundaries { get; } = Edges(NativeImages ?? []);

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
        var json = new JsonObject { ["model"] = Model, ["data"] = Data, ["part"] = Part, ["test_loss"] = TestLoss };
        foreach (var (key, value) in Scores.ToJson(Classes)) json[key] = value?.DeepClone();
        Boundaries?.AddTo(json, Classes);
        if (PartSamples is { } all) json["part_samples"] = all;
        if (Native is not null)
        {
            json["native"] = Native.ToJson(Classes);
            NativeBoundaries?.AddTo(json["native"]!.AsObject(), Classes);
        }

        if (WithVoid is not null) json["with_void"] = WithVoid.ToJson(Classes);
        if (NativeWithVoid is not null) json["native"]!["with_void"] = NativeWithVoid.ToJson(Classes);
        FurtherMetrics.AddTo(json, "metrics", Metrics);
        FurtherMetrics.AddTo(json, "native_metrics", NativeMetrics);
        json["seconds"] = Elapsed.TotalSeconds;
        return json;
    }

    /// <summary>A row for each image, as comma-separated values with a header; empty where an image is void all over.</summary>
    public void WriteCsv(string path)
    {
        var unscored = VoidOf(Classes);
        ClassScores? Score(ClassImage? image) =>
            image is not null && (unscored is { } without ? image.Counts.WithoutTruth(without) : image.Counts).Pixels > 0
                ? ClassScores.Of(image.Counts, unscored) : null;
        static double? Boundary(ClassImage? image) => image is null ? null : Edges([image])?.F1;
        string Row(int i)
        {
            var (model, native) = (Score(Images[i]), Score(NativeImages?[i]));
            return CsvRow.Of(
                Names[i],
                model?.MeanIou, model?.MeanDice, model?.MeanPrecision, model?.MeanRecall, model?.PixelAccuracy, Boundary(Images[i]),
                native?.MeanIou, native?.MeanDice, native?.MeanPrecision, native?.MeanRecall, native?.PixelAccuracy,
                Boundary(NativeImages?[i]));
        }

        const string header = "name,mean_iou,mean_dice,mean_precision,mean_recall,pixel_accuracy,boundary_f1,"
            + "native_mean_iou,native_mean_dice,native_mean_precision,native_mean_recall,native_pixel_accuracy,native_boundary_f1";
        File.WriteAllLines(path, Enumerable.Range(0, Names.Count).Select(Row).Prepend(header));
    }

    private static ClassScoreSummary Summary(IEnumerable<ClassImage> images, int? unscored) =>
        ClassScoreSummary.Of([.. images.Select(i => i.Counts)], unscored);

    /// <summary>The class that is named void among others; null where none is.</summary>
    private static int? VoidOf(ClassSet classes) =>
        Enumerable.Range(0, classes.Count).Where(c => classes.Classes[c].Name == Void).Select(c => (int?)c).FirstOrDefault();

    private static BoundarySummary? Edges(IReadOnlyCollection<ClassImage> images) =>
        images.Any(i => i.Boundaries.Any(b => !b.IsAbsent)) ? BoundarySummary.Of([.. images.Select(i => i.Boundaries.ToArray())]) : null;
}
