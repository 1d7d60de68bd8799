using System.CommandLine;
using System.Globalization;
using Cutline.Cli.Options;
using Cutline.Segmentation.Preprocessing;
using Cutline.Training.Checkpoints;
using Cutline.Training.Encoders;
using Cutline.Training.Models;
using Spectre.Console;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline inspect</c>: what is in a model, a data set or a weights file.</summary>
internal static class InspectCommand
{
    internal static Command Create() => new("inspect", "Shows what is in a model, a data set or a weights file.")
    {
        Model(), InspectDataCommand.Create(), Checkpoint(),
    };

    private static Command Model()
    {
        var command = new Command("model", """
            Layers, output shapes, parameters and multiply-accumulates.

            Examples:
              cutline inspect model --base 16 --size 128
              cutline inspect model --model-name deeplabv3+ --encoder resnet18
              cutline inspect model --model runs/first
            """);
        var model = new Option<string?>("--model") { Description = "a run folder or a .safetensors file" };
        var size = new Option<string?>("--size") { Description = "input size, N or WIDTHxHEIGHT [the model's own, or 128]" }
            .Sets("Preprocess.Size");
        var name = new Option<string?>("--model-name") { Description = "a new model of this name, instead of a trained one" }
            .AcceptOnlyFromAmong([.. ModelRegistry.Names]).Sets("Model.Name");
        var encoder = new Option<string?>("--encoder") { Description = "its encoder (backbone)" }
            .AcceptOnlyFromAmong([.. EncoderRegistry.Names]).Sets("Model.Encoder");
        var channels = new Option<int?>("--base")
        {
            Description = "a new model of this width, instead of a trained one",
        }.Sets("Model.Base");
        var depth = new Option<int>("--depth")
        {
            Description = "its depth, the number of downsampling steps", DefaultValueFactory = _ => 4,
        }.Sets("Model.Depth");
        foreach (var option in (Option[])[model, size, name, encoder, channels, depth]) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var standard = new ModelOptions();
            var described = parsed.GetValue(name) is not null || parsed.GetValue(encoder) is not null
                || parsed.GetValue(channels) is not null;
            var options = standard with
            {
                Name = parsed.GetValue(name) ?? standard.Name, Encoder = parsed.GetValue(encoder),
                Base = parsed.GetValue(channels) ?? standard.Base, Depth = parsed.GetValue(depth),
            };
            using var loaded = parsed.GetValue(model) is { } named ? ModelCheckpoint.Load(named) : null;
            if (loaded is not null && described)
                throw new ArgumentException(
                    "--model names a trained model, and --model-name, --encoder and --base describe a new one: give one or the other");
            using var made = loaded is null ? ModelRegistry.Make(options) : null;
            var (width, height) = parsed.GetValue(size) is { } typed
                ? PictureSize.Parse(typed)
                : (loaded?.Preprocess.Width ?? 128, loaded?.Preprocess.Height ?? 128);
            new PreprocessOptions(width, height).Validate();
            var summary = ModelSummary.Of(loaded?.Model ?? made!, width, height);
            var table = new Table().Border(TableBorder.Simple).AddColumns("layer", "kind", "output");
            table.AddColumn("parameters", c => c.RightAligned()).AddColumn("MACs", c => c.RightAligned());
            foreach (var row in summary.Layers)
                table.AddRow(row.Name, row.Kind, string.Join('×', row.Output), Count(row.Parameters), Count(row.Macs));
            AnsiConsole.Write(table);
            if (loaded?.Classes is { } classes) Console.WriteLine($"classes: {string.Join(", ", classes.Classes.Select(c => c.Name))}");
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.Parameters:N0} parameters · {summary.Macs / 1e9:F3} G multiply-accumulates for one {width}×{height} photo"));
        });
        return command;
    }

    private static Command Checkpoint()
    {
        var command = new Command("checkpoint", """
            Lists a weights file's tensors and metadata.

            Examples:
              cutline inspect checkpoint runs/first/last.safetensors
              cutline inspect checkpoint resnet34.pth
            """);
        var file = new Argument<string>("FILE") { Description = "a .safetensors file, or a state dict of PyTorch's (.pt, .pth)" };
        command.Arguments.Add(file);
        command.SetAction(parsed =>
        {
            var table = new Table().Border(TableBorder.Simple).AddColumns("tensor", "type", "shape");
            foreach (var (name, type, shape) in Tensors(parsed.GetValue(file)!).OrderBy(t => t.Name, StringComparer.Ordinal))
                table.AddRow(Markup.Escape(name), type.ToString(), string.Join('×', shape));
            AnsiConsole.Write(table);
        });
        return command;
    }

    private static (string Name, ElementType Type, IReadOnlyList<long> Shape)[] Tensors(string path)
    {
        using var file = CheckpointFile.Open(path);
        foreach (var (key, value) in file.Metadata) Console.WriteLine($"{key} = {value}");
        return
        [
            .. from name in file.Names
               let tensor = file.Describe(name)
               select (name, tensor.Type, tensor.Shape),
        ];
    }

    private static string Count(long value) => value == 0 ? "" : value.ToString("N0", CultureInfo.InvariantCulture);
}
