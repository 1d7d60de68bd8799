using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Cutline.Cli.Options;
using Cutline.Cli.Output;
using Cutline.Segmentation;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Reports;
using Cutline.Segmentation.Runs;
using Cutline.Segmentation.Splits;
using Spectre.Console;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline evaluate</c>: a model's figures on a part of a data set.</summary>
internal static class EvaluateCommand
{
    internal static Command Create()
    {
        var command = new Command("evaluate", """
            Measures a model: loss, pixel accuracy, IoU and Dice, at its own and at the photos' size.

            Examples:
              cutline evaluate --model runs/first --data carvana
              cutline evaluate --data carvana-native --part all --native --json
              cutline evaluate --data carvana-native --native --tta
            """);
        var model = ModelOptionSet.AddTo(command);
        var data = new Option<string>("--data") { Description = "the folder of photos and masks, or 'synthetic'", Required = true };
        var part = new Option<string>("--part")
        {
            Description = "which part of the data", DefaultValueFactory = _ => "test",
        }.AcceptOnlyFromAmong("train", "val", "test", "all");
        var split = new Option<string?>("--split")
        {
            Description = "how the data is divided, by car or by image [the run's own split]",
        }.AcceptOnlyFromAmong("car", "image");
        var test = new Option<double?>("--test")
        {
            Description = "fraction of the data for testing [the run's own, or 0.15]",
        }.WithPoint().Sets("Test");
        var seed = new Option<long?>("--seed") { Description = "random seed of the split [the run's own, or 0]" };
        var native = new Option<bool>("--native") { Description = "score at the photos' native size, too" };
        var batch = new Option<int>("--batch") { Description = "batch size, photos at a time", DefaultValueFactory = _ => 1 }.Sets("Batch");
        var boundary = new Option<int?>("--boundary-pixels")
        {
            Description = "how far apart outlines may be to match in boundary F1 [0.75 % of the diagonal]",
        }.Sets("BoundaryPixels");
        var output = new Option<string?>("--out") { Description = "a folder for figures, a row for each image, and the worst" };
        var json = new Option<bool>("--json") { Description = "print one JSON object last" };
        foreach (var option in (Option[])[data, part, split, test, seed, native, batch, boundary, output, json])
            command.Options.Add(option);
        var look = PredictorOptionSet.AddTo(command);
        var choices = DataOptionSet.AddTo(command);
        command.SetAction((parsed, cancel) => Task.Run(() =>
        {
            if (look.IsGiven(parsed) && !parsed.GetValue(native))
                throw new ArgumentException("--tta and --tile are measured at the photos' native size: add --native");
            var options = new EvaluationOptions
            {
                Part = parsed.GetValue(part)!, Native = parsed.GetValue(native), Batch = parsed.GetValue(batch),
                BoundaryPixels = parsed.GetValue(boundary),
                Split = Splitting(parsed.GetValue(split), parsed.GetValue(test), parsed.GetValue(seed)),
            }.Validated();
            using var predictor = model.Load(parsed, look.Read(parsed));
            var path = model.Path(parsed);
            var run = new SavedRun(Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var source = Open(parsed.GetValue(data)!, choices.Apply(parsed, new()), run);
            if (predictor.Classes == 1 != source.IsBinary)
            {
                throw new ArgumentException(
                    $"this model separates {Named(predictor.Classes)} and the masks of {source.Root} "
                        + $"{Named(source.IsBinary ? 1 : source.Classes.Count)}: "
                        + "choose the data's classes to fit with --classes, or another model");
            }

            var divided = options.Choose(source, run);
            var evaluator = new Evaluator(options);
            if (predictor.Classes > 1)
            {
                var classes = Work.Run("evaluating", progress => evaluator.RunClasses(predictor, source, divided, progress, cancel));
                if (parsed.GetValue(output) is { } pictures) ClassTables.Write(classes, source, predictor, pictures);
                if (parsed.GetValue(json)) Console.WriteLine(classes.ToJson().ToJsonString());
                else ClassTables.Print(classes, options.BoundaryPixels);
                return;
            }

            var result = Work.Run("evaluating", progress => evaluator.Run(predictor, source, divided, progress, cancel));
            if (parsed.GetValue(output) is { } folder)
            {
                EvaluationFolder.Write(folder, result.ToJson(), result.WriteCsv);
                DrawWorst(result, predictor, source, Path.Combine(folder, "worst.png"));
            }

            if (parsed.GetValue(json)) Console.WriteLine(result.ToJson().ToJsonString());
            else Print(result, options.BoundaryPixels);
        }, CancellationToken.None));
        return command;
    }

    /// <summary>The data, its classes as named here or, where they are not, as in the run, if they are of such data.</summary>
    private static SegmentationDataset Open(string path, DatasetOptions given, SavedRun run)
    {
        if (given != new DatasetOptions()
            || run.ReadJson(RunFiles.Options)?["dataset"]?.Deserialize<DatasetOptions>(OptionsJson.Compact) is not { } trained)
            return DatasetLocator.Open(path, given);
        try
        {
            return DatasetLocator.Open(path, trained);
        }
        catch (ArgumentException)
        {
            return DatasetLocator.Open(path, given);
        }
    }

    private static string Named(int classes) => classes == 1 ? "a foreground" : $"{classes} classes";

    private static SplitOptions? Splitting(string? by, double? test, long? seed) => by is null && test is null && seed is null
        ? null
        : new SplitOptions(by == "image" ? SplitBy.Image : SplitBy.Car, test ?? 0.15, Seed: seed ?? 0);

    private static void DrawWorst(EvaluationResult result, Predictor predictor, SegmentationDataset data, string path)
    {
        const int shown = 20;
        var worst = Gallery.Worst(result, shown);
        using var sheet = new SampleSheet($"The worst {worst.Count} of {result.Rows.Count}")
            .Render(predictor, data, EvaluationFolder.Places(data, worst));
        sheet.Save(path);
    }

    private static void Print(EvaluationResult result, int? boundaryPixels)
    {
        static string Figure(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "model size", "native size");
        void Row(string name, double model, double? native) => table.AddRow(name, Figure(model), native is { } n ? Figure(n) : "");
        var (scores, large) = (result.Scores, result.Native);
        Row("test loss (BCE)", result.TestLoss, null);
        Row("pixel accuracy", scores.PixelAccuracy, large?.PixelAccuracy);
        Row("IoU, mean per image", scores.Iou, large?.Iou);
        Row("Dice, mean per image", scores.Dice, large?.Dice);
        Row("IoU, pooled", scores.PooledIou, large?.PooledIou);
        Row("Dice, pooled", scores.PooledDice, large?.PooledDice);
        Row("boundary F1, mean per image", result.BoundaryF1 ?? double.NaN, result.NativeBoundaryF1);
        table.AddRow("test samples", scores.Samples.ToString(CultureInfo.InvariantCulture), "");
        AnsiConsole.Write(table);
        Console.WriteLine($"{ScoreSummary.Conventions} {BoundarySummary.Conventions(boundaryPixels)}");
    }
}
