using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Runs;

namespace Cutline.Segmentation.Reports;

/// <summary>Makes a run's pictures and its page from what the run has written so far; may be called again at any time.</summary>
public static class RunReport
{
    /// <summary>How many samples a sheet shows.</summary>
    public const int SheetRows = 6;

    /// <summary>Writes curves.png alone, after an epoch.</summary>
    /// <param name="folder">The run's.</param>
    /// <exception cref="PhotoException">The file cannot be written.</exception>
    public static void WriteCurves(string folder)
    {
        var run = new SavedRun(folder);
        WriteCurves(run, run.ReadMetrics());
    }

    /// <summary>Writes curves.png, samples.png and report.html: the best model predicts validation samples at their own size.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="data">The run's dataset.</param>
    /// <param name="indices">
    /// The samples to predict, such as the validation part: some of them evenly, and of at most <paramref name="searched"/> the worst.
    /// </param>
    /// <param name="onnx">How the model runs; null for all cores.</param>
    /// <param name="searched">Samples among which the worst are looked for.</param>
    /// <exception cref="DatasetException">A sample cannot be decoded.</exception>
    /// <exception cref="ModelException">The run's model cannot be used.</exception>
    /// <exception cref="PhotoException">A file cannot be written.</exception>
    public static void Write(
        string folder, SegmentationDataset data, IReadOnlyList<int> indices, OnnxOptions? onnx = null, int searched = 96)
    {
        var run = new SavedRun(folder);
        var metrics = run.ReadMetrics();
        WriteCurves(run, metrics);
        var pictures = new List<ReportPicture>
        {
            new("Curves", "Loss, Dice and IoU of every epoch.", File.ReadAllBytes(run.PathOf(RunFiles.Curves))),
        };
        if (run.Has(RunFiles.BestModel) && indices.Count > 0)
        {
            using var predictor = Predictor.Load(folder, new PredictorOptions { Onnx = onnx ?? new() });
            if (predictor.Classes > 1) pictures.AddRange(OfClasses(predictor, run, data, EvenSample.Of(indices, searched)));
            else pictures.AddRange(OfForeground(predictor, run, data, indices, searched));
        }

        pictures.AddRange(EpochSheet.Read(run));
        var classes = run.Classes() > 1;
        HtmlReport.Write(run.PathOf(RunFiles.Report), new ReportContent($"Run {run.Name}")
        {
            Options = run.ReadJson(RunFiles.Options), Environment = run.ReadJson(RunFiles.Environment), Metrics = metrics,
            Pictures = pictures,
            Scores = Scores(run), Conventions = classes ? ClassScoreSummary.Conventions : ScoreSummary.Conventions,
        });
    }

    private static void WriteCurves(SavedRun run, IReadOnlyList<EpochMetrics> metrics)
    {
        using var curves = Curves.Render(metrics, Scores(run));
        curves.Save(run.PathOf(RunFiles.Curves));
    }

    private static string Scores(SavedRun run) => run.Classes() > 1 ? ClassScoreSummary.PerClass : ScoreSummary.PerImage;

    private static IEnumerable<ReportPicture> OfForeground(
        Predictor predictor, SavedRun run, SegmentationDataset data, IReadOnlyList<int> indices, int searched)
    {
        yield return Sheet(
            "Samples", "Validation samples", EvenSample.Of(indices, SheetRows, data.Samples), predictor, data,
            run.PathOf(RunFiles.Samples));
        var worst = Gallery.Worst(predictor, data, EvenSample.Of(indices, searched), SheetRows);
        yield return Sheet(
            "Worst", $"The lowest Dice of {Math.Min(searched, indices.Count)} validation samples", worst, predictor, data, path: null);
    }

    private static IReadOnlyList<ReportPicture> OfClasses(
        Predictor predictor, SavedRun run, SegmentationDataset data, IReadOnlyList<int> indices)
    {
        using var sheet = new ClassSheet("Validation samples", data.Classes)
            .Render(predictor, data, EvenSample.Of(indices, SheetRows, data.Samples));
        sheet.Save(run.PathOf(RunFiles.Samples));
        return ClassReport.Pictures(predictor, data, data.Classes, indices);
    }

    private static ReportPicture Sheet(
        string heading, string title, IReadOnlyList<int> indices, Predictor predictor, SegmentationDataset data, string? path)
    {
        using var sheet = new SampleSheet(title).Render(predictor, data, indices);
        if (path is not null) sheet.Save(path);
        return new(
            heading, $"{title}: photo, truth and prediction. Orange: background predicted as foreground. Blue: foreground that was missed.",
            sheet.Encode(new PhotoEncoding(PhotoFormat.Jpeg) { Quality = 88 }));
    }
}
