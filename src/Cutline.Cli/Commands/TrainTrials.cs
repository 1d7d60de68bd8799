using System.Globalization;
using System.Text.Json.Nodes;
using Cutline.Cli.Output;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Reports;
using Cutline.Segmentation.Runs;
using Cutline.Training.Runs;
using static TorchSharp.torch;

namespace Cutline.Cli.Commands;

/// <summary>Trainings of some steps before the one that makes a run: for a batch size and for a learning rate.</summary>
internal static class TrainTrials
{
    /// <summary>The options with the fastest batch size that fits into memory; says on stderr what was tried.</summary>
    internal static TrainOptions WithBatch(TrainOptions options, Device device, CancellationToken cancel)
    {
        var fold = options.Split.Folds is null ? (int?)null : options.Split.Fold ?? 1;
        var batch = new BatchSizeFinder().Run(
            size =>
            {
                var trainer = Trainer.FromOptions(options with { Batch = size, Split = options.Split with { Fold = fold } });
                (trainer.Device, trainer.Validation) = (device, ValidationDepth.Names);
                return trainer;
            },
            new Line<BatchSizeTrial>(Print), cancel);
        Console.Error.WriteLine($"--batch {batch}");
        return options with { Batch = batch };
    }

    /// <summary>Tries learning rates, and writes their picture and table into a folder.</summary>
    internal static int FindRate(TrainOptions options, string folder, Device device, bool json, CancellationToken cancel)
    {
        var finder = new LearningRateFinder();
        using var trainer = Trainer.FromOptions(options);
        trainer.Device = device;
        var curve = Work.Run("trying learning rates", progress =>
        {
            var done = 0;
            return finder.Run(trainer, new Line<LearningRatePoint>(_ => progress.Report(new(++done, finder.Updates))), cancel);
        });
        if (curve.Points.Count == 0)
            throw new TrainingException("the loss is not finite at the first learning rate: look at the data, or train in Fp32");
        Directory.CreateDirectory(folder);
        LearningRateReport.Write(folder, curve.Points, curve.Suggested);
        var picture = Path.Combine(folder, LearningRateReport.Picture);
        if (json)
        {
            Console.WriteLine(new JsonObject
            {
                ["suggested"] = curve.Suggested, ["lowest"] = curve.Lowest, ["diverged"] = curve.Diverged,
                ["updates"] = curve.Points.Count, ["picture"] = picture,
            }.ToJsonString());
            return 0;
        }

        var last = curve.Diverged ? Text($"diverges at {curve.Points[^1].Rate:G2}") : Text($"does not diverge up to {finder.To}");
        Console.WriteLine(Text($"{curve.Points.Count} updates: the loss is lowest at a learning rate of {curve.Lowest:G2} and {last}"));
        Console.WriteLine(curve.Suggested is { } rate
            ? Text($"a third of the fall is reached at {rate}: --lr {rate}")
            : "the loss falls at no rate: nothing is suggested");
        Console.WriteLine($"picture and figures: {picture}, {LearningRateReport.Table}");
        return 0;
    }

    private static void Print(BatchSizeTrial trial)
    {
        var memory = trial.Memory is { } bytes ? Text($", {bytes / 1e9:F1} GB") : "";
        Console.Error.WriteLine(trial.Reason is { } reason
            ? $"batch {trial.Batch} {reason}"
            : Text($"batch {trial.Batch}: {trial.ImagesPerSecond:F1} images/s{memory}"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed class Line<T>(Action<T> tell) : IProgress<T>
    {
        public void Report(T value) => tell(value);
    }
}
