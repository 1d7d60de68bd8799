using System.CommandLine;
using System.CommandLine.Completions;
using Cutline.Cli.Configuration;
using Cutline.Cli.Options;
using Cutline.Cli.Output;
using Cutline.Segmentation.Datasets.Synthetic;
using Cutline.Segmentation.Runs;
using Cutline.Segmentation.Splits;
using Cutline.Training.Encoders;
using Cutline.Training.Losses;
using Cutline.Training.Models;
using Cutline.Training.Runs;
using static TorchSharp.torch;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline train</c>: a run folder from data and options.</summary>
internal static class TrainCommand
{
    internal static Command Create()
    {
        var command = new Command("train", """
            Trains a model on photos and masks, into a run folder.

            Examples:
              cutline train --data synthetic --out runs/first --epochs 5 --batch 8 --lr 0.003 --loss bce+dice --schedule one-cycle
              cutline train --data photos --out runs/fine --model-name fpn --encoder mobilenet_v2 --encoder-weights imagenet
              cutline train --data photos --out runs/deep --encoder resnet34 --encoder-weights resnet34.pth --normalization imagenet
              cutline train --data photos --out runs/own --from runs/deep --freeze encoder --epochs 10
              cutline train --data photos --out runs/fine --batch auto --find-lr
              cutline train --data carvana --out runs/carvana --precision bf16
              cutline train --out runs/carvana --resume
              cutline train --data photos --out runs/five --folds 5
              cutline train --data carvana --out runs/fast --config fast-carvana
            """);
        var set = TrainOptionSet.AddTo(command);
        var output = new Option<string>("--out") { Description = "the run folder to make", Required = true };
        var config = new Option<string?>("--config")
        {
            Description = "a recipe's name (cutline config list), or a YAML or JSON file of options, such as another run's options.json; "
                + "options given here win over it",
        };
        config.CompletionSources.Add(_ => Recipes.Names.Select(name => new CompletionItem(name)));
        var resume = new Option<bool>("--resume") { Description = "go on with the run in --out after its last finished epoch" };
        var json = new Option<bool>("--json") { Description = "print one JSON object for each event" };
        var sheets = new Option<int>("--sheets")
        {
            Description = "epochs from one picture of photos, truth and predictions in the run's sheets/ to the next; 0: none",
            DefaultValueFactory = _ => 5,
        };
        var findRate = new Option<bool>("--find-lr")
        {
            Description = "make no run: try rising learning rates on the data for 100 updates, draw the loss into lr.png in --out, and "
                + "suggest a --lr",
        };
        var device = Engine.DeviceOption();
        var logs = LogOptionSet.AddTo(command);
        foreach (var option in (Option[])[output, config, resume, findRate, sheets, json, device]) command.Options.Add(option);
        command.SetAction((parsed, cancel) => Task.Run(() =>
        {
            var run = new RunFolder(parsed.GetValue(output)!);
            OutputPlace.CheckFolder(run.Path);
            var defaults = Defaults(run, parsed.GetValue(config), parsed.GetValue(resume), new TrainConfig(command, set));
            var options = set.Apply(parsed, defaults);
            string? taken = null;
            if (!parsed.GetValue(resume)) (options, taken) = StartingModel.TakeOver(options, set.Given(parsed));
            var auto = options.Batch == TrainOptionSet.Auto && set.Given(parsed).Contains("Batch");
            options = (auto ? options with { Batch = 1 } : options).Validated();
            if (parsed.GetValue(resume) && (auto || parsed.GetValue(findRate)))
                throw new ArgumentException("--batch auto and --find-lr are for a new run: leave them out, or --resume");
            if (parsed.GetValue(resume) && set.Given(parsed).Any(property => property is "From" or "EncoderWeights"))
                throw new ArgumentException(
                    "a run that goes on has weights: leave --from and --encoder-weights out, or train into another --out");
            if (parsed.GetValue(findRate) && options.Split.Folds is not null)
                throw new ArgumentException("--find-lr tries one training, and --folds makes several: leave one of them out");
            if (parsed.GetValue(resume) && options.Split with { Fold = null } != defaults.Split with { Fold = null })
                throw new ArgumentException(
                    "a run keeps its split, or it would be tested on what it was trained on: leave --split, --test, --val, --folds, "
                        + "--exclude and --seed out, or train into another --out");
            if (parsed.GetValue(sheets) < 0)
                throw new ArgumentException($"--sheets is {parsed.GetValue(sheets)}: use a number of epochs, or 0 for none");
            if (options.Split.Folds is not null) logs.RefuseForFolds(parsed);
            CheckFiles(options);
            if (!parsed.GetValue(resume)) options = WithFullPaths(options);
            if (taken is not null) Console.Error.WriteLine(taken);
            CheckFolds(run, options.Split, parsed.GetValue(resume));
            var chosen = Engine.Start(parsed.GetValue(device)!);
            if (auto) options = TrainTrials.WithBatch(options, chosen, cancel);
            if (parsed.GetValue(findRate)) return TrainTrials.FindRate(options, run.Path, chosen, parsed.GetValue(json), cancel);
            var view = new TrainView(run, parsed.GetValue(json), text => OptionNames.InOptions(text, command));
            var callbacks = logs.Open(parsed, run.Path, parsed.GetValue(resume), view.Note);
            try
            {
                return Train(run, options, chosen, parsed.GetValue(resume), parsed.GetValue(sheets), view, callbacks, cancel);
            }
            finally
            {
                foreach (var log in callbacks.OfType<IDisposable>()) log.Dispose();
            }
        }, CancellationToken.None));
        return command;
    }

    /// <summary>Looks for what options name, before libtorch is loaded and data read.</summary>
    private static void CheckFiles(TrainOptions options)
    {
        Inputs.CheckData(options.Data);
        foreach (var folder in options.Backgrounds) Inputs.CheckPath("--backgrounds", folder);
        Inputs.CheckPath("--classes", options.Dataset.Classes);
        if (options.EncoderWeights is { } weights && !EncoderWeights.IsName(weights))
        {
            string[] names = [.. EncoderWeights.All.Select(w => w.Name).Distinct()];
            if (NearestName.Question(weights, names) is { Length: > 0 } question && !Path.Exists(weights))
                throw new ArgumentException($"--encoder-weights is {weights}, and there are no weights and no file of this name{question}");
            Inputs.CheckPath("--encoder-weights", weights);
        }

        Inputs.CheckPath("--lists", options.Split.Lists);
    }

    /// <summary>The options with full paths, so that a run is gone on with, and measured, from any folder.</summary>
    private static TrainOptions WithFullPaths(TrainOptions options) => options with
    {
        Data = [.. options.Data.Select(data => data.Length == 0 || SyntheticDataset.IsNamed(data) ? data : Path.GetFullPath(data))],
        Backgrounds = [.. options.Backgrounds.Select(Path.GetFullPath)],
        Dataset = options.Dataset with { Classes = Full(options.Dataset.Classes) },
        Split = options.Split with { Lists = Full(options.Split.Lists) },
    };

    private static string? Full(string? path) => path is null ? null : Path.GetFullPath(path);

    private static TrainOptions Defaults(RunFolder run, string? config, bool resume, TrainConfig files)
    {
        if (resume && config is not null)
            throw new ArgumentException("--config starts a run and --resume goes on with one: give one of them");
        var folds = new SavedRun(run.Path).Folds();
        if (resume)
            return run.Exists ? Known(run)
                : folds is [var fold, ..] && Known(new(fold.Folder)) is var known ? known with { Split = known.Split with { Fold = null } }
                : throw new ArgumentException($"there is no run in {run.Path} to resume: leave --resume out to start one");
        if (run.Exists)
            throw new ArgumentException($"{run.Path} already holds a run: add --resume to go on with it, or choose another --out");
        return config is null ? new TrainOptions() : files.Read(config);
    }

    /// <exception cref="ArgumentException">A program trained its own model or loss, which only that program has.</exception>
    private static TrainOptions Known(RunFolder run)
    {
        var options = run.ReadOptions();
        return ModelRegistry.Names.Contains(options.Model.Name) && (options.Loss is null || LossRegistry.Names.Contains(options.Loss))
            ? options
            : throw new ArgumentException(
                $"{run.Path} was trained by a program with its own model or loss (model {options.Model.Name}, loss {options.Loss}): run "
                    + "that program again, with Trainer.Run(folder, resume: true)");
    }

    /// <exception cref="ArgumentException">The folder holds a run and folds are to be trained, or the other way round.</exception>
    private static void CheckFolds(RunFolder run, SplitOptions split, bool resume)
    {
        var folds = new SavedRun(run.Path).Folds();
        if (split.Folds is null && folds is [var fold, ..])
            throw new ArgumentException(
                $"{run.Path} holds a fold of a cross-validation, {fold.Name}: give --folds, or choose another --out");
        if (split.Folds is not null && run.Exists && !resume)
            throw new ArgumentException($"{run.Path} holds a run without folds: leave --folds out, or choose another --out");
        if (!resume && folds.FirstOrDefault(f => split.Fold is not { } only || f.Name == RunFiles.Fold(only)) is { } there)
            throw new ArgumentException($"{there.Folder} already holds a run: add --resume to go on with it, or choose another --out");
    }

    private static int Train(
        RunFolder run, TrainOptions options, Device device, bool resume, int sheets, TrainView view,
        IReadOnlyList<IProgress<TrainingEvent>> logs, CancellationToken cancel)
    {
        void Configure(Trainer trainer) => (trainer.Device, trainer.PredictEvery, trainer.ValidationProgress, trainer.Callbacks) =
            (device, sheets, view, [view, .. logs]);
        try
        {
            if (options.Split.Folds is not null && !run.Exists) // a fold's own folder is a run
            {
                var folds = CrossValidation.FromOptions(options with { Split = options.Split with { Fold = null } });
                (folds.Callbacks, folds.Configure) = ([view], Configure);
                if (options.Split.Fold is { } only) folds.RunFold(run.Path, only, resume, cancel);
                else if (folds.Run(run.Path, resume, cancel) is var result && !view.IsJson) FoldTable.Print(result, run.Path);
                return 0;
            }

            using var trainer = Trainer.FromOptions(options);
            Configure(trainer);
            trainer.Run(run.Path, resume, cancel);
            if (!view.IsJson) Console.WriteLine($"pictures and figures: {Path.Combine(run.Path, RunFiles.Report)}");
            return 0;
        }
        catch (OperationCanceledException)
        {
            view.Close();
            var only = options.Split.Fold is { } fold && !run.Exists ? $" --fold {fold}" : "";
            Console.Error.WriteLine($"stopped; finished epochs are kept: cutline train --out {run.Path} --resume{only} goes on");
            throw;
        }
        finally
        {
            view.Close();
        }
    }
}
