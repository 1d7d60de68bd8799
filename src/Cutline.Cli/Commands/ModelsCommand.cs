using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
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
        var command = new Command("models", "Lists the models and their encoders, with parameters, multiply-accumulates and the time that ONNX Runtime takes for one photo.\n\nExamples:\n  cutline models\n  cutline models --size 512x256 --classes 19");
        var size = new Option<string>("--size") { Description = "input size, N or WIDTHxHEIGHT", DefaultValueFactory = _ => "128" };
        var channels = new Option<int>("--base") { Description = "width", DefaultValueFactory = _ => new ModelOptions().Base };
        var classes = new Option<int>("--classes") { Description = "channels of the output", DefaultValueFactory = _ => new ModelOptions().Classes };
        var repeat = new Option<int>("--repeat") { Description = "timed passes; their median counts", DefaultValueFactory = _ => 5 };
        repeat.Validators.Add(result => { if (result.GetValueOrDefault<int>() < 1) result.AddError("--repeat counts the timed passes: use 1 or more"); });
        var json = new Option<bool>("--json") { Description = "print one JSON object for each model" };
        foreach (var option in (Option[])[size, channels, classes, repeat, json]) command.Options.Add(option);
        command.SetAction((parsed, cancel) => Task.Run(() =>
        {
            var (width, height) = Size.Parse(parsed.GetValue(size)!);
            new PreprocessOptions(width, height).Validate();
            var shape = new ModelOptions { Base = parsed.GetValue(channels), Classes = parsed.GetValue(classes) }.Validated();
            var rows = Every(shape).Select(options =>
            {
                cancel.ThrowIfCancellationRequested();
                return Measure(options, width, height, parsed.GetValue(repeat));
            });
            if (parsed.GetValue(json)) foreach (var row in rows) Console.WriteLine(row.ToJsonString());
            else Print(rows);
        }, CancellationToken.None));
        return command;
    }

    /// <summary>Every model, with each encoder that it takes.</summary>
    private static IEnumerable<ModelOptions> Every(ModelOptions shape) =>
        from kind in ModelRegistry.All
        from encoder in (string?[])[.. kind.Encoder == EncoderUse.Required ? [] : new string?[] { null }, .. kind.Encoder == EncoderUse.None ? [] : EncoderRegistry.Names]
        select shape with { Name = kind.Name, Encoder = encoder };

    private static JsonObject Measure(ModelOptions options, int width, int height, int repeat)
    {
        using var model = ModelRegistry.Make(options);
        var summary = ModelSummary.Of(model, width, height);
        return new JsonObject
        {
            ["model"] = options.Name, ["encoder"] = options.Encoder, ["parameters"] = summary.Parameters, ["macs"] = summary.Macs,
            ["ms"] = Benchmarks.ForwardTime(model, width, height, batch: 1, repeat), ["source"] = ModelRegistry.Find(options.Name).Source,
        };
    }

    private static void Print(IEnumerable<JsonObject> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in (string[])["--model-name", "--encoder"]) table.AddColumn(heading, c => c.NoWrap());
        foreach (var heading in (string[])["parameters", "G MACs", "ms"]) table.AddColumn(heading, c => c.RightAligned().NoWrap());
        foreach (var row in rows)
            table.AddRow(
                (string)row["model"]!, (string?)row["encoder"] ?? "", ((long)row["parameters"]!).ToString("N0", CultureInfo.InvariantCulture),
                ((long)row["macs"]! / 1e9).ToString("F3", CultureInfo.InvariantCulture), ((double)row["ms"]!).ToString("F1", CultureInfo.InvariantCulture));
        AnsiConsole.Write(table);
    }
}
