using System.Text.Json.Nodes;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Metrics;
using Cutline.Training.Runs;
using Cutline.Torch;

namespace Cutline.Segmentation.Reports;

/// <summary>Makes a run's pictures and its page from what the run has written so far; may be called again at any time.</summary>
public static class RunReport
{
    /// <summary>How many samples a sheet shows.</summary>
    public const int SheetRows = 6;

    /// <summary>Writes curves.png alone, after an epoch.</summary>
    /// <exception cref="PhotoException">The file cannot be written.</exception>
    public static void WriteCurves(RunFolder run) => WriteCurves(run, run.ReadMetrics(), HasClasses(Json(run.Options)));

    /// <summary>Writes curves.png, samples.png and report.html: the best model looks at validation samples at their native size.</summary>
    /// <param name="indices">The samples to look at, such as the validation part: some of them evenly, and of at most <paramref name="looked"/> the worst.</param>
    /// <exception cref="DatasetException">A sample cannot be decoded.</exception>
    /// <exception cref="PhotoException">A file cannot be written.</exception>
    public static void Write(RunFolder run, SegmentationDataset data, IReadOnlyList<int> indices, Device device = default, int looked = 96)
    {
        var (options, metrics) = (Json(run.Options), run.ReadMetrics());
        var classes = HasClasses(options);
        WriteCurves(run, metrics, classes);
        var pictures = new List<ReportPicture> { new("Curves", "Loss, Dice and IoU of every epoch.", File.ReadAllBytes(run.Curves)) };
        if (File.Exists(run.Best) && indices.Count > 0)
        {
            using var predictor = new Predictor(ModelFile.Load(run.Path, device), device, DType.Float32);
            if (predictor.Classes > 1) pictures.AddRange(OfClasses(predictor, run, data, Evenly.Of(indices, looked)));
            else pictures.AddRange(OfCars(predictor, run, data, indices, looked));
        }

        pictures.AddRange(EpochSheet.Read(run));
        HtmlReport.Write(run.Report, new ReportContent($"Run {System.IO.Path.GetFileName(System.IO.Path.GetFullPath(run.Path))}")
        {
            Options = options, Environment = Json(run.Environment), Metrics = metrics, Pictures = pictures,
            Scores = Scores(classes),
            Conventions = classes ? ClassScoreSummary.Conventions : ScoreSummary.Conventions,
        });
    }

    private static void WriteCurves(RunFolder run, IReadOnlyList<EpochMetrics> metrics, bool classes)
    {
        using var curves = Curves.Render(metrics, Scores(classes));
        curves.Save(run.Curves);
    }

    private static string Scores(bool classes) => classes ? ClassScoreSummary.PerClass : ScoreSummary.PerImage;

    /// <summary>Whether a run of these options has the figures of many classes.</summary>
    private static bool HasClasses(JsonNode? saved) =>
        saved is JsonObject options && options["model"] is JsonObject model && model["classes"] is JsonValue classes && classes.TryGetValue<int>(out var count) && count > 1;

    private static IEnumerable<ReportPicture> OfCars(Predictor predictor, RunFolder run, SegmentationDataset data, IReadOnlyList<int> indices, int looked)
    {
        yield return Sheet("Samples", "Validation samples", Evenly.Of(indices, SheetRows), predictor, data, run.Samples);
        var worst = Gallery.Worst(predictor, data, Evenly.Of(indices, looked), SheetRows);
        yield return Sheet("Worst", $"The lowest Dice of {Math.Min(looked, indices.Count)} validation samples", worst, predictor, data, path: null);
    }

    private static IReadOnlyList<ReportPicture> OfClasses(Predictor predictor, RunFolder run, SegmentationDataset data, IReadOnlyList<int> indices)
    {
        using var sheet = new ClassSheet("Validation samples", data.Classes).Render(predictor, data, Evenly.Of(indices, SheetRows));
        sheet.Save(run.Samples);
        return ClassReport.Pictures(predictor, data, data.Classes, indices);
    }

    private static ReportPicture Sheet(string heading, string title, IReadOnlyList<int> indices, Predictor predictor, SegmentationDataset data, string? path)
    {
        using var sheet = new SampleSheet(title).Render(predictor, data, indices);
        if (path is not null) sheet.Save(path);
        return new(heading, $"{title}: photo, truth and prediction. Orange: called car and is not. Blue: car that was missed.", sheet.Encode(new PhotoEncoding(PhotoFormat.Jpeg) { Quality = 88 }));
    }

    private static JsonNode? Json(string file)
    {
        try
        {
            return File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file)) : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
