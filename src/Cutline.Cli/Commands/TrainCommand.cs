using System.CommandLine;
using System.Text.Json;
using Cutline.Segmentation.Training;
using Cutline.Torch;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline train</c>: a run folder from data and options.</summary>
internal static class TrainCommand
{
    internal static Command Create()
    {
        var command = new Command("train", "Trains a U-Net on photos and masks, into a run folder.");
        var set = TrainOptionSet.AddTo(command);
        var output = new Option<string>("--out") { Description = "the run folder to make", Required = true };
        var resume = new Option<bool>("--resume") { Description = "go on with the run in --out after its last finished epoch" };
        command.Options.Add(output);
        command.Options.Add(resume);
        command.SetAction((parsed, cancel) => Task.Run(() => Run(parsed, set, parsed.GetValue(output)!, parsed.GetValue(resume), cancel), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, OptionSet<TrainOptions> set, string output, bool resume, CancellationToken cancel)
    {
        LibTorch.KeepMemory();
        LibTorch.Threads = Environment.ProcessorCount;
        var run = new RunFolder(output);
        var options = set.Apply(parsed, resume && run.Exists ? run.ReadOptions() : new TrainOptions()).Validated();
        Directory.CreateDirectory(output);
        RunFolder.WriteJson(run.Options, options);
        using var data = TrainingData.Open(options);
        data.Split.Save(run.Split, data.All.Samples, options.Split);
        using var trainer = new Trainer(options, run, data, Device.Parse("auto"), resume);
        trainer.Run(new Lines(), cancel);
        return 0;
    }

    private sealed class Lines : IProgress<TrainingEvent>
    {
        public void Report(TrainingEvent value)
        {
            if (value is not BatchDone { Batch: var b } || b % 50 == 0) Console.WriteLine(value);
        }
    }
}
