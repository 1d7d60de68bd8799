using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Cutline.Cli.Options;
using Cutline.Cli.Output;
using Cutline.Segmentation;
using Cutline.Segmentation.Preprocessing;
using Cutline.Training.Encoders;
using Cutline.Training.Models;
using Spectre.Console;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline models</c>: what can be trained, what it costs, and how fast it is on this machine.</summary>
internal static class ModelsCommand
{
    internal static Command Create()
    {
        var command = new Command("models", """
            Lists the shipped models with their terms; then the models that can be trained and their encoders, with parameters,
            multiply-accumulates and the time that ONNX Runtime takes for one photo.

            Examples:
              cutline models
              cutline models --size 512x256 --classes 19
              cutline models --model-name unet deeplabv3+
            """);
        var names = new Option<string[]>("--model-name")
        {
            Description = "only these models [all]", AllowMultipleArgumentsPerToken = true,
        }.AcceptOnlyFromAmong([.. ModelRegistry.Names]);
        var size = new Option<string>("--size") { Description = "input size, N or WIDTHxHEIGHT", DefaultValueFactory = _ => "128" }
            .Sets("Preprocess.Size");
        var channels = new Option<int>("--base")
        {
            Description = "width", DefaultValueFactory = _ => new ModelOptions().Base,
        }.Sets("Model.Base");
        var classes = new Option<int>("--classes")
        {
            Description = "channels of the output", DefaultValueFactory = _ => new ModelOptions().Classes,
        }.Sets("Model.Classes");
        var repeat = new Option<int>("--repeat") { Description = "timed passes; their median counts", DefaultValueFactory = _ => 5 };
        repeat.Validators.Add(
            result => { if (result.GetValueOrDefault<int>() < 1) result.AddError("--repeat counts the timed passes: use 1 or more"); });
        var json = new Option<bool>("--json") { Description = "print one JSON object for each model, shipped ones first" };
        foreach (var option in (Option[])[names, size, channels, classes, repeat, json]) command.Options.Add(option);
        command.SetAction((parsed, cancel) => Task.Run(() =>
        {
            var (width, height) = PictureSize.Parse(parsed.GetValue(size)!);
            new PreprocessOptions(width, height).Validate();
            var shape = new ModelOptions { Base = parsed.GetValue(channels), Classes = parsed.GetValue(classes) }.Validated();
            var named = parsed.GetValue(names) is { Length: > 0 } chosen ? chosen : ModelRegistry.Names;
            var models = Every(shape, named).ToArray();
            JsonObject Row(ModelOptions options)
            {
                cancel.ThrowIfCancellationRequested();
                return Measure(options, width, height, parsed.GetValue(repeat));
            }

            if (parsed.GetValue(names) is not { Length: > 0 }) ShippedModels.List(parsed.GetValue(json));
            if (parsed.GetValue(json)) foreach (var options in models) Console.WriteLine(Row(options).ToJsonString());
            else Print(Work.Run("measuring", progress => models.Select((options, i) =>
            {
                progress.Report(new(i, models.Length));
                return Row(options);
            }).ToArray()));
        }, CancellationToken.None));
        return command;
    }

    /// <summary>The models of these names, with each encoder that they take.</summary>
    private static IEnumerable<ModelOptions> Every(ModelOptions shape, IReadOnlyList<string> names) =>
        from kind in ModelRegistry.All
        where names.Contains(kind.Name)
        from encoder in Encoders(kind.Encoder)
        select shape with { Name = kind.Name, Encoder = encoder };

    private static IEnumerable<string?> Encoders(EncoderUse use)
    {
        if (use != EncoderUse.Required) yield return null;
        if (use == EncoderUse.None) yield break;
        foreach (var name in EncoderRegistry.Names) yield return name;
    }

    private static JsonObject Measure(ModelOptions options, int width, int height, int repeat)
    {
        using var model = ModelRegistry.Make(options);
        var summary = ModelSummary.Of(model, width, height);
        return new JsonObject
        {
            ["model"] = options.Name, ["encoder"] = options.Encoder,
            ["encoder_weights"] = new JsonArray([.. WeightsOf(options.Encoder).Select(name => JsonValue.Create(name))]),
            ["parameters"] = summary.Parameters, ["macs"] = summary.Macs,
            ["ms"] = Benchmarks.ForwardTime(model, width, height, batch: 1, repeat),
            ["source"] = ModelRegistry.Find(options.Name).Source,
        };
    }

    /// <summary>The names that <c>--encoder-weights</c> takes beside a path.</summary>
    private static IEnumerable<string> WeightsOf(string? encoder) =>
        EncoderWeights.All.Where(w => w.Encoder == encoder).Select(w => w.Name);

    private static void Print(IEnumerable<JsonObject> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in (string[])["--model-name", "--encoder", "--encoder-weights"]) table.AddColumn(heading, c => c.NoWrap());
        foreach (var heading in (string[])["parameters", "G MACs", "ms"]) table.AddColumn(heading, c => c.RightAligned().NoWrap());
        foreach (var row in rows)
        {
            var (parameters, macs, ms) = ((long)row["parameters"]!, (long)row["macs"]!, (double)row["ms"]!);
            table.AddRow(
                (string)row["model"]!, (string?)row["encoder"] ?? "", string.Join(", ", row["encoder_weights"]!.AsArray()),
                Text($"{parameters:N0}"), Text($"{macs / 1e9:F3}"), Text($"{ms:F1}"));
        }

        AnsiConsole.Write(table);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
