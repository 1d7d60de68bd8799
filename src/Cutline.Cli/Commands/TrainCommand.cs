using System.CommandLine;
using Cutline.Cli.Options;
using Cutline.Cli.Output;
using Cutline.Segmentation.Runs;
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
            """);
        var set = TrainOptionSet.AddTo(command);
        var output = new Option<string>("--out") { Description = "the run folder to make", Required = true };
        var config = new Option<string?>("--config")
        {
            Description = "a JSON file of options, such as another run's options.json; options given here win over it",
        };
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
        foreach (var option in (Option[])[output, config, resume, findRate, sheets, json, device]) command.Options.Add(option);
        command.SetAction((parsed, cancel) => Task.Run(() =>
        {
            var run = new RunFolder(parsed.GetValue(output)!);
            OutputPlace.CheckFolder(run.Path);
            var defaults = Defaults(run, parsed.GetValue(config), parsed.GetValue(resume));
            var options = set.Apply(parsed, defaults);
            string? taken = null;
            if (!parsed.GetValue(resume)) (options, taken) = StartingModel.TakeOver(options, set.Given(parsed));
            var auto = options.Batch == TrainOptionSet.Auto && set.Given(parsed).Contains("Batch");
            options = (auto ? options with { Batch = 1 } : options).Validated();
            if (parsed.GetValue(resume) && (auto || parsed.GetValue(findRate)))
                throw new ArgumentException("--batch auto and --find-lr are for a new run: leave them out, or --resume");
            if (parsed.GetValue(resume) && options.Split != defaults.Split)
                throw new ArgumentException(
                    "a run keeps its split, or it would be tested on what it was trained on: leave --split, --test, --val, --exclude and "
                        + "--seed out, or train into another --out");
            if (parsed.GetValue(sheets) < 0)
                throw new ArgumentException($"--sheets is {parsed.GetValue(sheets)}: use a number of epochs, or 0 for none");
            if (taken is not null) Console.Error.WriteLine(taken);
            var chosen = Engine.Start(parsed.GetValue(device)!);
            if (auto) options = TrainTrials.WithBatch(options, chosen, cancel);
            if (parsed.GetValue(findRate)) return TrainTrials.FindRate(options, run.Path, chosen, parsed.GetValue(json), cancel);
            return Train(
                run, options, chosen, parsed.GetValue(resume), parsed.GetValue(sheets),
                new TrainView(run, parsed.GetValue(json), text => OptionNames.InOptions(text, command)), cancel);
        }, CancellationToken.None));
        return command;
    }

    private static TrainOptions Defaults(RunFolder run, string? config, bool resume)
    {
        if (resume && config is not null)
            throw new ArgumentException("--config starts a run and --resume goes on with one: give one of them");
        if (resume)
            return run.Exists
                ? Known(run)
                : throw new ArgumentException($"there is no run in {run.Path} to resume: leave --resume out to start one");
        if (run.Exists)
            throw new ArgumentException($"{run.Path} already holds a run: add --resume to go on with it, or choose another --out");
        return config is null ? new TrainOptions() : RunFolder.ReadOptions(config);
    }

    /// <exception cref="ArgumentException">A program trained its own model or loss, which only that program has.</exception>
    private static TrainOptions Known(RunFolder run)
    {
        var options = run.ReadOptions();
        return ModelRegistry.Names.Contains(options.Model.Name) && LossRegistry.Names.Contains(options.Loss)
            ? options
            : throw new ArgumentException(
                $"{run.Path} was trained by a program with its own model or loss (model {options.Model.Name}, loss {options.Loss}): run "
                    + "that program again, with Trainer.Run(folder, resume: true)");
    }

    private static int Train(
        RunFolder run, TrainOptions options, Device device, bool resume, int sheets, TrainView view, CancellationToken cancel)
    {
        using var trainer = Trainer.FromOptions(options);
        (trainer.Device, trainer.PredictEvery, trainer.ValidationProgress, trainer.Callbacks) = (device, sheets, view, [view]);
        try
        {
            trainer.Run(run.Path, resume, cancel);
            if (!view.IsJson) Console.WriteLine($"pictures and figures: {Path.Combine(run.Path, RunFiles.Report)}");
            return 0;
        }
        catch (OperationCanceledException)
        {
            view.Close();
            Console.Error.WriteLine($"stopped; finished epochs are kept: cutline train --out {run.Path} --resume goes on");
            throw;
        }
        finally
        {
            view.Close();
        }
    }
}
