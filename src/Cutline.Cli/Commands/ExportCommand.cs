using System.CommandLine;
using Cutline.Segmentation.Inference;
using Cutline.Torch;
using Cutline.Training.Checkpoints;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline export</c>: a run's model as one file to ship, or to load in PyTorch.</summary>
internal static class ExportCommand
{
    internal static Command Create()
    {
        var command = new Command("export", "Writes a run's model as one file.\n\nExamples:\n  cutline export --model runs/carvana -o car.safetensors --half\n  cutline export --model runs/carvana -o car.pt");
        var model = new Option<string>("--model") { Description = "a run folder or a .safetensors file", Required = true };
        var output = new Option<string>("-o", "--out") { Description = "a .safetensors file, or .pt for PyTorch's torch.load", Required = true };
        var half = new Option<bool>("--half") { Description = "store weights in 16 bits: half the size" };
        var force = new Option<bool>("--force") { Description = "overwrite a file that exists" };
        foreach (var option in (Option[])[model, output, half, force]) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var file = parsed.GetValue(output)!;
            if (File.Exists(file) && !parsed.GetValue(force)) throw new ArgumentException($"{file} exists: add --force to overwrite it");
            using var loaded = ModelFile.Load(parsed.GetValue(model)!);
            Write(loaded, file, parsed.GetValue(half) ? DType.Float16 : DType.Float32);
            Console.WriteLine($"{file} · {new FileInfo(file).Length:N0} bytes · sha256 {ModelFile.Hash(file)}");
        });
        return command;
    }

    private static void Write(LoadedModel loaded, string file, DType weights)
    {
        switch (Path.GetExtension(file).ToLowerInvariant())
        {
            case ".safetensors":
                ModelFile.Save(file, loaded.Model, loaded.Preprocess, loaded.Classes, weights);
                break;
            case ".pt" or ".pth":
                using (new TensorScope())
                    PyTorchFile.Write(file, loaded.Model.StateDict().ToDictionary(t => t.Key, t => t.Value.DType.IsFloat() ? t.Value.Detach().To(weights) : t.Value));
                break;
            default:
                throw new ArgumentException($"{file}: models are written as .safetensors or .pt; use one of these endings");
        }
    }
}
