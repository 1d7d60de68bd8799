using System.CommandLine;
using Cutline.Segmentation.Inference;
using Cutline.Torch;

namespace Cutline.Cli;

/// <summary><c>--model</c>: a run, a file, or, left out, the model that Cutline ships.</summary>
internal static class ModelOption
{
    private const string Shipped = "models/car.safetensors";

    internal static Option<string?> Create() => new("--model") { Description = "a run folder or a .safetensors file [the shipped car model]" };

    /// <summary>The path to load, and a line that names the model.</summary>
    internal static string Resolve(string? named)
    {
        var path = named ?? Find();
        Console.Error.WriteLine(named is null ? $"model {Path.GetFileName(path)} (shipped)" : $"model {path}");
        return path;
    }

    internal static Predictor Predictor(string? named, Device device, PredictorOptions? options = null) => new(ModelFile.Load(Resolve(named), device), device, options: options);

    /// <summary>A model of one object, which can be cut out by it.</summary>
    /// <param name="otherwise">What else may be done with another.</param>
    /// <exception cref="ArgumentException">It tells several classes apart.</exception>
    internal static Predictor Cutter(string? named, Device device, string otherwise = "")
    {
        var predictor = Predictor(named, device);
        var classes = predictor.Classes;
        if (classes <= 1) return predictor;
        predictor.Dispose();
        throw new ArgumentException($"this model tells {classes} classes apart, and a cut-out is of one object: use a model of a foreground{otherwise}");
    }

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, Shipped);
            if (File.Exists(path)) return path;
        }

        throw new FileNotFoundException($"the shipped model {Shipped} is missing from this copy of Cutline: restore it, or name a model with --model");
    }
}
