using System.CommandLine;
using Cutline.Cli.Output;
using Cutline.Segmentation.Inference;
using Cutline.Studio.Scenes;

namespace Cutline.Cli.Options;

/// <summary><c>--plate-model</c>: the model that detects number plates. It runs where <c>--device</c> says.</summary>
internal sealed class PlateModelOption
{
    /// <summary>The file of the shipped model.</summary>
    internal const string Shipped = "plates.onnx";

    private readonly Option<string?> file = new("--plate-model")
    {
        Description = "a model of plates, a run folder or an .onnx file, that detects the plate to be covered [the shipped one]",
    };

    private PlateModelOption()
    {
    }

    internal static PlateModelOption AddTo(Command command)
    {
        var option = new PlateModelOption();
        command.Options.Add(option.file);
        return option;
    }

    /// <summary>Looks whether a model that is named is there and needed, before another one is loaded.</summary>
    /// <exception cref="FileNotFoundException">It is missing.</exception>
    /// <exception cref="ArgumentException">No plate is to be detected.</exception>
    internal void Check(ParseResult parsed, bool detectsPlate = true)
    {
        if (parsed.GetValue(file) is not null && !detectsPlate)
            throw new ArgumentException("--plate-model names a model that detects plates: add --plate cover, or leave it out");
        Inputs.CheckModel(parsed.GetValue(file));
    }

    /// <summary>Loads the model, and names it on stderr.</summary>
    /// <exception cref="FileNotFoundException">None is named, and this copy of Cutline lacks the shipped one.</exception>
    /// <exception cref="ModelException">The file is damaged, or not there.</exception>
    /// <exception cref="ArgumentException">It separates several classes, refines edges, or is a shipped model of cars.</exception>
    internal Predictor Load(ParseResult parsed)
    {
        var named = parsed.GetValue(file);
        var device = ExecutionDevice.Parse(parsed.GetValue<string>("--device")!);
        var predictor = Predictor.Load(named ?? ModelOptionSet.Find(Shipped), new() { Onnx = new() { Device = device } });
        var isOfCars = named is not null && ModelOptionSet.IsShipped(named) && Path.GetFileName(named) != Shipped;
        if (predictor.Classes > 1 || predictor.Model.RefinesEdges || isOfCars)
        {
            predictor.Dispose();
            throw new ArgumentException(
                $"--plate-model {named} does not predict plates: name a model of a foreground that was trained on plates");
        }

        LongLine.WriteError(
            $"model {named ?? $"{Shipped} (shipped)"}, for plates{(predictor.Model.Metadata.Terms is { } terms ? $" · {terms}" : "")}");
        return predictor;
    }

    /// <summary>Loads the model where a plate is to be detected; null where none is.</summary>
    /// <inheritdoc cref="Load"/>
    internal Predictor? LoadFor(ParseResult parsed, ScenePipeline pipeline) => pipeline.DetectsPlate ? Load(parsed) : null;
}
