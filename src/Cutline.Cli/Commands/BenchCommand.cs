using System.CommandLine;
using System.Text.Json.Nodes;
using Cutline.Cli.Options;
using Cutline.Training.Augmentation;
using Cutline.Training.Devices;
using static TorchSharp.torch;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline bench</c>: how fast this machine trains and predicts, doing the same work as the PyTorch peer's script.</summary>
internal static class BenchCommand
{
    private const int SizeOfInfer = 512;

    internal static Command Create()
    {
        var command = new Command(
            "bench", "Measures speed: one training step, one epoch with decoding, one photo to its mask, or augmentation.");
        var size = new Option<int>("--size") { Description = "input size; 512 for infer", DefaultValueFactory = _ => 128 }
            .Sets("Preprocess.Size");
        var channels = new Option<int>("--base")
        {
            Description = "width: channels at full resolution", DefaultValueFactory = _ => 16,
        }.Sets("Model.Base");
        var batch = new Option<int>("--batch") { Description = "batch size", DefaultValueFactory = _ => 16 };
        var precision = new Option<string>("--precision")
        {
            Description = "precision of convolutions", DefaultValueFactory = _ => "fp32",
        }.AcceptOnlyFromAmong("fp32", "bf16");
        var repeat = new Option<int>("--repeat") { Description = "timed steps; their median counts", DefaultValueFactory = _ => 15 };
        repeat.Validators.Add(
            result => { if (result.GetValueOrDefault<int>() < 1) result.AddError("--repeat counts the timed steps: use 1 or more"); });
        var infer = new Option<bool>("--infer") { Description = "step: a forward pass without gradients instead of a training step" };
        var augment = new Option<string?>("--augment")
        {
            Description = "augment: one preset instead of all",
        }.AcceptOnlyFromAmong([.. AugmentationOptions.Presets]);
        var data = new Option<string?>("--data") { Description = "epoch: the folder of photos and masks" };
        var photos = new Option<string?>("--photos") { Description = "infer: the folder of photos" };
        var limit = new Option<int?>("--limit") { Description = "use only the first photos" };
        var json = new Option<bool>("--json") { Description = "print one JSON object last" };
        var device = Engine.DeviceOption();

        Command Add(string name, string what, Option[] options, Func<ParseResult, BenchOptions, JsonObject> work)
        {
            var sub = new Command(name, what);
            foreach (var option in (Option[])[size, channels, batch, precision, json, device, .. options]) sub.Options.Add(option);
            sub.SetAction((parsed, _) => Task.Run(() =>
            {
                var side = name == "infer" && parsed.GetResult(size) is not { Implicit: false } ? SizeOfInfer : parsed.GetValue(size);
                var options = new BenchOptions(
                    Engine.Start(parsed.GetValue(device)!), parsed.GetValue(channels), side, parsed.GetValue(batch),
                    parsed.GetValue(precision) == "bf16", parsed.GetValue(limit)).Validated();
                Print(work(parsed, options), options, name, parsed.GetValue(json));
            }, CancellationToken.None));
            return sub;
        }

        command.Subcommands.Add(Add("step", """
            One training step on random data.

            Examples:
              cutline bench step --precision bf16 --json
              cutline bench step --infer --size 512 --batch 1
            """, [repeat, infer],
            (p, o) => p.GetValue(infer) ? Benchmarks.Forward(o, p.GetValue(repeat)) : Benchmarks.Step(o, p.GetValue(repeat))));
        command.Subcommands.Add(Add("epoch", """
            One epoch, decoding included, then one without.

            Examples:
              cutline bench epoch --data carvana --limit 1024 --json
            """, [data, limit],
            (p, o) => Benchmarks.Epoch(o, p.GetValue(data) ?? throw new ArgumentException("name the photos and masks with --data DIR"))));
        command.Subcommands.Add(Add("infer", """
            A photo from file to mask at its own size.

            Examples:
              cutline bench infer --photos photos/ --size 512 --json
            """, [photos, limit],
            (p, o) => Benchmarks.Infer(o, p.GetValue(photos) ?? throw new ArgumentException("name the photos with --photos DIR"))));
        command.Subcommands.Add(Add("augment", """
            Milliseconds to vary a batch, beside those of a training step on it.

            Examples:
              cutline bench augment --size 128 --batch 16 --json
              cutline bench augment --augment strong
            """, [repeat, augment],
            (p, o) =>
            Benchmarks.Augment(o, p.GetValue(augment) is { } preset ? [preset] : AugmentationOptions.Presets, p.GetValue(repeat))));
        return command;
    }

    private static void Print(JsonObject figures, BenchOptions options, string name, bool json)
    {
        if (!json)
        {
            foreach (var (key, value) in figures) Console.WriteLine($"{key} {value}");
            return;
        }

        var all = new JsonObject
        {
            ["torch"] = TorchRuntime.Version, ["device"] = options.Device.ToString(), ["command"] = name, ["base"] = options.Base,
            ["size"] = options.Size,
            ["batch"] = options.Batch, ["bf16"] = options.BFloat16, ["threads"] = get_num_threads(),
        };
        foreach (var (key, value) in figures) all[key] = value?.DeepClone();
        Console.WriteLine(all.ToJsonString());
    }
}
