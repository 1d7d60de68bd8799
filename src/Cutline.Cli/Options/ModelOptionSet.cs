using System.CommandLine;
using Cutline.Segmentation.Inference;

namespace Cutline.Cli.Options;

/// <summary>
/// <c>--model</c> and <c>--device</c>: the model that predicts and where it runs; and what has to be said of an ONNX file that Cutline did
/// not write (<see cref="ForeignOptionSet"/>), and what refines its outlines (<see cref="RefineOptionSet"/>). <c>--mask-output</c> names
/// another output than the first.
/// </summary>
internal sealed class ModelOptionSet
{
    private const string Car = "car.onnx";

    private readonly Option<string?> model = new("--model") { Description = "a run folder or an .onnx file [the shipped car model]" };

    private readonly Option<string> device = DeviceOption();

    private readonly Option<string?> output = OutputOption();

    private readonly ForeignOptionSet foreign = new();

    internal static Option<string> DeviceOption() => new("--device")
    {
        Description = "cpu, cuda or cuda:N; a GPU needs a build with -p:Cuda=true", DefaultValueFactory = _ => "cpu",
    };

    internal static Option<string?> OutputOption() => new("--mask-output")
    {
        Description = "the name of the output that is the mask, such as windows [the file's first; of a run the one it trained]",
    };

    private readonly RefineOptionSet refine = new();

    /// <summary>Adds the options to a command.</summary>
    internal static ModelOptionSet AddTo(Command command)
    {
        var set = new ModelOptionSet();
        Option[] all = [set.model, set.device, set.output, .. set.foreign.All, .. set.refine.All];
        foreach (var option in all) command.Options.Add(option);
        return set;
    }

    /// <summary>Loads the model, and names it and its device on stderr.</summary>
    /// <exception cref="ModelException">There is none, or it cannot be used.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or has no use.</exception>
    internal Predictor Load(ParseResult parsed, PredictorOptions? options = null)
    {
        var path = Path(parsed);
        var onnx = new OnnxOptions
        {
            Device = ExecutionDevice.Parse(parsed.GetValue(device)!), Foreign = foreign.Read(parsed), Output = parsed.GetValue(output),
        };
        var edges = refine.For(parsed, parsed.GetValue(model), parsed.GetValue(output));
        return Load(path, parsed.GetValue(model), (options ?? new()) with { Onnx = onnx, Refine = edges });
    }

    /// <summary>Loads a model of whole photos, and names it and its device on stderr.</summary>
    /// <param name="path">A run folder or a file.</param>
    /// <param name="named">As it was typed; null for the shipped one.</param>
    /// <param name="options">How it is loaded.</param>
    /// <exception cref="ArgumentException">It refines edges.</exception>
    /// <inheritdoc cref="Load(ParseResult, PredictorOptions)"/>
    internal static Predictor Load(string path, string? named, PredictorOptions options)
    {
        var predictor = Predictor.Load(path, options);
        if (predictor.Model.RefinesEdges)
        {
            predictor.Dispose();
            throw new ArgumentException($"{path} refines edges that another model predicts: name it with --refine, beside that model");
        }

        ModelLine.Tell(predictor, named, options);
        return predictor;
    }

    /// <summary>Loads a model of a foreground, which can be cut out by it.</summary>
    /// <param name="otherwise">What else may be done with another.</param>
    /// <exception cref="ArgumentException">It separates several classes.</exception>
    /// <inheritdoc cref="Load(ParseResult, PredictorOptions)"/>
    internal Predictor LoadCutter(ParseResult parsed, string otherwise = "")
    {
        var predictor = Load(parsed);
        var classes = predictor.Classes;
        if (classes <= 1) return predictor;
        predictor.Dispose();
        throw new ArgumentException(
            $"this model separates {classes} classes, and a cut-out is of one object: use a model of a foreground{otherwise}");
    }

    /// <summary>The run folder or file that is named, or the shipped model.</summary>
    internal string Path(ParseResult parsed) => parsed.GetValue(model) ?? Find();

    /// <summary>Whether a model is one of the shipped ones, named or not.</summary>
    internal static bool IsShipped(string? path) => path is null
        || (path.Length > 0 && Shipped() is { } folder && string.Equals(
            System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)), folder, StringComparison.Ordinal));

    /// <summary>A shipped model.</summary>
    /// <param name="file">Its file's name.</param>
    /// <param name="shipped">The folder of the shipped models; null for that of this copy of Cutline.</param>
    /// <exception cref="FileNotFoundException">This copy of Cutline lacks it.</exception>
    internal static string Find(string file = Car, string? shipped = null) =>
        (shipped ?? Shipped()) is { } folder && System.IO.Path.Combine(folder, file) is var path
            && File.Exists(path)
        ? path
        : throw new FileNotFoundException(
            $"the shipped model models/{file} is missing from this copy of Cutline: restore it, or name a model with "
                + (file == Car ? "--model" : file == PlateModelOption.Shipped ? "--plate-model"
                    : "--refine, or leave it out with --no-refine"));

    /// <summary>The folder of the shipped models; null where this copy of Cutline has none.</summary>
    internal static string? Shipped()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = System.IO.Path.Combine(at.FullName, "models");
            if (File.Exists(System.IO.Path.Combine(folder, Car))) return folder;
        }

        return null;
    }
}
