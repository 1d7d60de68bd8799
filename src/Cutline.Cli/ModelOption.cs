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
